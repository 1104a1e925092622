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

console.log(`${processName}: ${megabytes()} MB before`);
const announcers = Array.from({ length: Number(rounds) }, (_, round) => announcer(newest.version + 1000 + round));
const sockets = [];
for (let batch = 0; sockets.length < Number(streams); batch++) {
  sockets.push(...await Promise.all(Array.from({ length: Math.min(100, Number(streams) - sockets.length) }, open)));
}

console.log(`${processName}: ${megabytes()} MB with ${sockets.length} streams`);
await sleep(12_000);
console.log(`${processName}: ${megabytes()} MB after 12 s of heartbeats`);
const line = `${JSON.stringify(JSON.parse(document))}\n`;
const times = [];
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
console.log(`${processName}: ${megabytes()} MB at the end`);
sockets.forEach(socket => socket.destroy());
