import type pg from 'pg'
import {
  AbortedTransactionError,
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  type QueryResult,
  type Transaction,
} from 'kysely'

/** How the driver gets a connection; `pg.Pool.connect`, or the same with patience. */
export type Connect = () => Promise<pg.PoolClient>

// Kysely's own PostgreSQL driver hides the client it borrowed. COPY streams and named statements need it, so this one,
// which is the same otherwise, keeps it readable.
class ClientConnection implements DatabaseConnection {
  readonly client: pg.PoolClient
  broken = false

  constructor(client: pg.PoolClient) {
    this.client = client
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    try {
      const { command, rowCount, rows } = await this.client.query(query.sql, [...query.parameters])
      const changes = command === 'INSERT' || command === 'UPDATE' || command === 'DELETE' || command === 'MERGE'
      return changes ? { rows: rows as R[], numAffectedRows: BigInt(rowCount ?? 0) } : { rows: rows as R[] }
    } catch (error) {
      // The driver's stack ends in its socket; the caller's lines are what helps.
      if (error instanceof Error) Error.captureStackTrace(error)
      throw error
    }
  }

  // Large results are read by keyset pages or COPY, so a cursor is not offered.
  // eslint-disable-next-line require-yield
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('streaming is not offered: page by key, or COPY through clientOf(tx)')
  }
}

class ClientDriver implements Driver {
  readonly #connect: Connect

  constructor(connect: Connect) {
    this.#connect = connect
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return new ClientConnection(await this.#connect())
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'))
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    // PostgreSQL answers ROLLBACK to the commit of a transaction in which an error was swallowed.
    const { command } = await clientOfConnection(connection).query('commit')
    if (command === 'ROLLBACK') throw new AbortedTransactionError()
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('rollback'))
    } catch (error) {
      if (connection instanceof ClientConnection) connection.broken = true
      throw error
    }
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (connection instanceof ClientConnection) connection.client.release(connection.broken)
  }

  async destroy(): Promise<void> {}
}

/** The Kysely dialect of PostgreSQL over a connection source; the pool is opened and ended by its owner. */
export function clientDialect(connect: Connect): Dialect {
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new ClientDriver(connect),
    createIntrospector: db => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

function clientOfConnection(connection: DatabaseConnection): pg.PoolClient {
  if (!(connection instanceof ClientConnection)) throw new Error('this transaction was not opened by openDatabase')
  return connection.client
}

/** The `pg` client of a transaction, for COPY streams and named statements. It must not be released nor kept. */
export function clientOf<Tables>(tx: Transaction<Tables>): Promise<pg.PoolClient> {
  return tx.getExecutor().provideConnection(async connection => clientOfConnection(connection))
}
