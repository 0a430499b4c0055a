import { spawn, type ChildProcess } from 'node:child_process'
import { open, readFile, stat } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, DatabaseError } from 'pg'
import type { Log } from '../log.ts'
import { embeddedBinaries, isCode, serverAccount, type Account, type Binaries } from './binaries.ts'
import { clearStrayPid, locateCluster, makeCluster, socketFolder, stopServer } from './cluster.ts'

// Who starts and who stops. Every program that uses the cluster keeps one connection, its presence, which holds a
// shared advisory lock. To arrive is to connect and take that lock, starting the server when nobody answers;
// PostgreSQL's own lock on its folder lets only one of several starters win. To leave is to let go and then try for the
// same lock alone: whoever gets it is the last and stops the server while holding it, so an arriving program waits, is
// turned away, and starts it anew. A killed program's presence ends with its connection; the server it leaves behind is
// simply found running by the next.
const PRESENCE = 7_176_001
const SETTING_UP = 7_176_002

/** What tells one cluster from another: where it is, whose it is, and whether it must survive a power cut. */
export type EmbeddedOptions = {
  readonly dataDir: string
  readonly log: Log
  /** false for throw-away clusters: no fsync, nothing survives a power cut. */
  readonly durable?: boolean
  /** The server stays up when the last program leaves; for tests, whose files come and go. */
  readonly lingers?: boolean
  /** Other binaries than the embedded ones, for tests on the system's version. */
  readonly binaries?: (account: Account) => Promise<Binaries>
}

/** A running embedded server that this process is registered with. */
export type EmbeddedServer = {
  /** The folder of its socket, which `pg` takes as `host`. */
  readonly host: string
  readonly cluster: string
  readonly major: number
  /** Leaves; the last program to leave stops the server. */
  leave(): Promise<void>
}

type Place = { cluster: string; host: string; binaries: Binaries; account: Account; logFile: string; durable: boolean }

/**
 * Finds the server of `dataDir` running, or starts it, making the cluster on first use. It is restarted when it dies.
 */
export async function joinEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await prepare(options)
  const state = { leaving: false }
  let presence = await arrive(place)
  let returning: Promise<void> = Promise.resolve()
  const watch = (): void => {
    presence.once('end', () => {
      if (!state.leaving) returning = comeBack()
    })
  }
  const comeBack = async (): Promise<void> => {
    options.log.warn('database-server-lost')
    while (!state.leaving) {
      try {
        presence = await arrive(place)
        watch()
        options.log.note('database-server-back')
        return
      } catch (error) {
        options.log.error('database-server-down', {}, error)
        await sleep(1000)
      }
    }
  }
  watch()
  const leave = async (): Promise<void> => {
    state.leaving = true
    await returning
    await depart(place, presence, options.lingers === true)
  }
  return { host: place.host, cluster: place.cluster, major: place.binaries.major, leave }
}

async function prepare(options: EmbeddedOptions): Promise<Place> {
  const cluster = await locateCluster(options.dataDir, serverAccount)
  const account = await serverAccount(cluster)
  const binaries = await (options.binaries?.(account) ?? embeddedBinaries(account, options.dataDir))
  const durable = options.durable !== false
  await makeCluster(cluster, binaries, account, durable)
  const host = await socketFolder(cluster, account)
  const logFile = join(options.dataDir, 'postgres.log')
  return { cluster, host, binaries, account, logFile, durable }
}

/**
 * Connects as the superuser, starting the server as often as it takes; throws with the end of its log after a minute.
 */
async function arrive(place: Place): Promise<Client> {
  let server: ChildProcess | null = null
  let patience = performance.now() + 60_000
  for (let pause = 10; ; pause = Math.min(pause * 1.5, 200)) {
    const answer = await connectPresence(place.host)
    if (answer instanceof Client) return answer
    // Recovery after a crash may take long and is progress: the minute counts from its end.
    if (answer === 'starting') patience = performance.now() + 60_000
    if (performance.now() > patience) throw await cannotStart(place)
    const starting = server !== null && server.exitCode === null && server.signalCode === null
    if (answer === 'absent' && !starting) {
      if (server) await clearStrayPid(place.cluster)
      server = await startServer(place)
    }
    await sleep(pause)
  }
}

async function connectPresence(host: string): Promise<Client | 'absent' | 'starting' | 'gone'> {
  const client = new Client({ host, user: 'postgres', database: 'postgres', application_name: 'quittance presence' })
  // The loss is heard as `end`; without a listener here the error would end the program.
  client.on('error', () => {})
  try {
    await client.connect()
    await client.query('select pg_advisory_lock_shared($1)', [PRESENCE])
    await makeHouse(client)
    // Forgetting to leave must not keep a program running.
    streamOf(client).unref()
    return client
  } catch (error) {
    await client.end().catch(() => {})
    if (isCode(error, 'ENOENT', 'ECONNREFUSED')) return 'absent'
    if (isCode(error, '57P03')) return 'starting'
    if (isCode(error, 'EACCES', 'EPERM')) {
      throw new Error(`the database in ${host} belongs to another user; run as that user or choose QUITTANCE_DATA`, {
        cause: error,
      })
    }
    // Turned away by a shutdown (57P01) or cut off by a crash; every other answer of the server is a failure to report.
    if (error instanceof DatabaseError && !isCode(error, '57P01', '57P02', '53300')) throw error
    return 'gone'
  }
}

function streamOf(client: Client): Socket {
  return (client as unknown as { connection: { stream: Socket } }).connection.stream
}

// The superuser only makes what needs him: the owner, who migrates, the role the application acts under, and the
// database.
async function makeHouse(client: Client): Promise<void> {
  const made = async (): Promise<boolean> =>
    (await client.query(`select from pg_database where datname = 'quittance'`)).rowCount === 1
  if (await made()) return
  await client.query('select pg_advisory_lock($1)', [SETTING_UP])
  if (!(await made())) {
    await client.query(`
      do $$ begin
        if to_regrole('quittance_owner') is null then create role quittance_owner login; end if;
        if to_regrole('quittance_app') is null then create role quittance_app; end if;
        grant quittance_app to quittance_owner;
      end $$`)
    await client.query('create database quittance owner quittance_owner')
  }
  await client.query('select pg_advisory_unlock($1)', [SETTING_UP])
}

/**
 * The settings that differ from PostgreSQL's own, and why. They stand here and not in the cluster, so one place rules.
 */
function settings(place: Place): readonly string[] {
  const durability = place.durable
    ? ['fsync=on', 'synchronous_commit=on', 'full_page_writes=on']
    : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']
  return [
    ...durability,
    // Reached through a socket that only the server's account and root can open: hence no password.
    'listen_addresses=',
    `unix_socket_directories=${place.host}`,
    'unix_socket_permissions=0700',
    // A small machine shared with the application, on a solid-state disk.
    'shared_buffers=256MB',
    'work_mem=16MB',
    'maintenance_work_mem=128MB',
    'max_wal_size=2GB',
    'random_page_cost=1.1',
    // Compiling costs more than it saves on queries of milliseconds.
    'jit=off',
    'timezone=UTC',
    'log_timezone=UTC',
    // The values of a failing statement are somebody's name or IBAN: the log has the error, not them.
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
  ]
}

async function startServer(place: Place): Promise<ChildProcess> {
  const size = await stat(place.logFile).then(
    found => found.size,
    () => 0,
  )
  const log = await open(place.logFile, size > 1_000_000 ? 'w' : 'a')
  try {
    const settingArguments = settings(place).flatMap(setting => ['-c', setting])
    const child = spawn(join(place.binaries.folder, 'postgres'), ['-D', place.cluster, ...settingArguments], {
      ...place.account,
      cwd: '/',
      // Its own session: a Ctrl+C meant for the program must not stop the server under the others.
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
    })
    child.on('error', () => {})
    child.unref()
    return child
  } finally {
    await log.close()
  }
}

async function cannotStart(place: Place): Promise<Error> {
  const lines = await readFile(place.logFile, 'utf8').catch(() => '')
  return new Error(`PostgreSQL in ${place.cluster} does not answer; its log ends with:\n${lines.slice(-2000)}`)
}

async function depart(place: Place, presence: Client, lingers: boolean): Promise<void> {
  streamOf(presence).ref()
  try {
    if (!lingers && (await isLast(presence))) await stopServer(place.cluster)
  } finally {
    await presence.end().catch(() => {})
  }
}

async function isLast(presence: Client): Promise<boolean> {
  try {
    // Letting go comes first: two that leave at once while still holding on would each take the other for one who
    // stays.
    await presence.query('select pg_advisory_unlock_shared($1)', [PRESENCE])
    const { rows } = await presence.query<{ last: boolean }>('select pg_try_advisory_lock($1) as last', [PRESENCE])
    return rows[0]?.last === true
  } catch {
    // The server is gone already, or somebody else is stopping it.
    return false
  }
}
