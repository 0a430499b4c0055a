export type Tables = { tenant: { tenant_id: string } }
