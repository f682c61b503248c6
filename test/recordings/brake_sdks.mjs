// The same as brake_sdks.py for the official Node packages: `node brake_sdks.mjs FOLDER MODULES`, where
// FOLDER holds the streams and MODULES the node_modules of the end-to-end tests. Prints "N passed, N failed".
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { createRequire } from 'node:module';

const [folder, modules] = process.argv.slice(2);
const require = createRequire(path.join(path.resolve(modules), 'x.js'));
const { OpenAI } = require('openai');
const { Anthropic } = require('@anthropic-ai/sdk');

let body = Buffer.alloc(0);
const server = http.createServer((request, response) => {
  request.resume().on('end', () => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.end(body);
  });
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const url = `http://127.0.0.1:${server.address().port}`;
const openai = new OpenAI({ apiKey: 'none', baseURL: `${url}/v1`, maxRetries: 0 });
const anthropic = new Anthropic({ apiKey: 'none', baseURL: url, maxRetries: 0 });

function must(truth, what) {
  if (!truth) throw new Error(what);
}

async function chat() {
  const reasons = new Map();
  for await (const chunk of await openai.chat.completions.create({ model: 'm', messages: [], stream: true })) {
    for (const choice of chunk.choices) reasons.set(choice.index, choice.finish_reason);
  }
  must(reasons.size > 0 && ![...reasons.values()].includes(null), 'a choice was left open');
  const final = await openai.chat.completions.stream({ model: 'm', messages: [] }).finalChatCompletion();
  must(final.choices[0].finish_reason !== null, 'no finish reason');
}

async function responses() {
  let last, seen = '';
  for await (const event of await openai.responses.create({ model: 'm', input: 'x', stream: true })) {
    last = event;
    if (event.type === 'response.output_text.delta') seen += event.delta;
  }
  must(last.type === 'response.incomplete', `ended with ${last.type}`);
  must(last.response.incomplete_details.reason === 'max_output_tokens', 'another reason');
  const parts = last.response.output.flatMap((item) => item.content ?? []);
  must(parts.map((part) => part.text ?? '').join('') === seen, 'the output is not what was streamed');
  for await (const event of openai.responses.stream({ model: 'm', input: 'x' })) last = event;
  must(last.type === 'response.incomplete', `the helper ended with ${last.type}`);
}

async function messages() {
  let last;
  for await (const event of await anthropic.messages.create({ model: 'm', max_tokens: 1, messages: [], stream: true })) {
    last = event;
  }
  must(last.type === 'message_stop', `ended with ${last.type}`);
  const final = await anthropic.messages.stream({ model: 'm', max_tokens: 1, messages: [] }).finalMessage();
  must(final.stop_reason !== null, 'no stop reason');
}

const readers = { openai_chat: chat, openai_responses: responses, anthropic_messages: messages };
let passed = 0, failed = 0;
for (const name of fs.readdirSync(folder).sort()) {
  body = fs.readFileSync(path.join(folder, name));
  try {
    await readers[name.split('-')[0]]();
    passed += 1;
  } catch (error) {
    failed += 1;
    if (failed <= 10) console.log(`${name}: ${error.constructor.name}: ${String(error.message).slice(0, 300)}`);
  }
}
console.log(`${passed} passed, ${failed} failed`);
server.closeAllConnections();
server.close();
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
