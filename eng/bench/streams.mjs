// How much memory open event streams take, and how soon a change reaches all who watch one order.
//
//   ./run --ephemeral --no-producer --endpoints /tmp/endpoints.json     (elsewhere; with an order in it)
//   node eng/bench/streams.mjs /tmp/endpoints.json [streams=5000] [rounds=10] [gateway]
//
// Announces made-up versions of the newest order on orders_changed with kcat: not for a system that anybody needs.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import net from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

const [file, streams = '5000', rounds = '10', through = 'query-api'] = process.argv.slice(2);
const endpoints = JSON.parse(readFileSync(file, 'utf8'));
const queryApi = endpoints.queryApis[0];
const target = new URL(through === 'gateway' ? endpoints.gateway : queryApi);
const processName = through === 'gateway' ? 'gateway' : 'query-api-1';

const megabytes = () => Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${endpoints.processes[processName]}/status`, 'utf8'))[1]) / 1024);

// Of the process, in ms: what the change costs, however busy the rest of the machine is.
const cpu = () => {
  const fields = readFileSync(`/proc/${endpoints.processes[processName]}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
};
const newest = (await (await fetch(`${queryApi}/api/orders?limit=1`)).json()).items[0];
const document = await (await fetch(`${queryApi}/api/orders/${newest.order_uid}`)).text();

// Each stream counts the ends of events; all of them look at one clock.
let arrived = 0;
let allArrived = () => {};
function open() {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host: target.hostname, port: Number(target.port), family: 4 });
    let isFirst = true;
    socket.on('error', reject);
    socket.on('data', chunk => {
      if (chunk.includes('data: ')) {
        if (isFirst) {
          isFirst = false;
          resolve(socket);
        } else if (++arrived === Number(streams)) {
          allArrived();
        }
      }
    });
    socket.write(`GET /api/orders/${newest.order_uid}/events HTTP/1.1\r\nHost: ${target.host}\r\n\r\n`);
  });
}

// A producer for each round, ready to send one line: its start is not what is measured.
function announcer(version) {
  const kcat = spawn('kcat', ['-P', '-b', endpoints.kafka, '-t', 'orders_changed', '-p', '0', '-k', newest.order_uid, '-H', `version=${version}`, '-X', 'linger.ms=0']);
  kcat.stderr.pipe(process.stderr);
  return line => kcat.stdin.end(line);
}

// Higher than those of an earlier run against the same system, which would be no news.
const firstVersion = Date.now();
console.log(`${processName}: ${megabytes()} MB before`);
const announcers = Array.from({ length: Number(rounds) }, (_, round) => announcer(firstVersion + round));
const sockets = [];
for (let batch = 0; sockets.length < Number(streams); batch++) {
  sockets.push(...await Promise.all(Array.from({ length: Math.min(100, Number(streams) - sockets.length) }, open)));
}

console.log(`${processName}: ${megabytes()} MB with ${sockets.length} streams`);
await sleep(12_000);
console.log(`${processName}: ${megabytes()} MB after 12 s of heartbeats`);
const line = `${JSON.stringify(JSON.parse(document))}\n`;
const times = [];
const cpuBefore = cpu();
for (const announce of announcers) {
  arrived = 0;
  const done = new Promise(resolve => { allArrived = resolve; });
  const start = performance.now();
  announce(line);
  await done;
  times.push(Math.round(performance.now() - start));
  await sleep(300);
}

console.log(`to all ${sockets.length} streams in ms, kcat included: ${times.join(' ')}; median ${times.toSorted((a, b) => a - b)[times.length >> 1]}`);
console.log(`${processName}: ${Math.round((cpu() - cpuBefore) / times.length)} ms of CPU for each change, ${megabytes()} MB at the end`);
sockets.forEach(socket => socket.destroy());
