// Makes calls with the official Node SDKs, as told: one JSON call a line on stdin, one JSON outcome a
// line on stdout. sdks.py has the same with the Python SDKs, so that one test drives both.
import { createInterface } from 'node:readline';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const require = createRequire(process.env.RG_NODE_MODULES + '/');
const load = async (name) => (await import(pathToFileURL(require.resolve(name)))).default;
const kits = { openai: await load('openai'), anthropic: await load('@anthropic-ai/sdk') };

function clientOf(call) {
  return new kits[call.sdk]({
    apiKey: call.api_key,
    baseURL: call.base_url,
    maxRetries: call.max_retries,
    timeout: call.timeout * 1000,
    defaultHeaders: call.headers ?? {},
  });
}

function methodOf(client, path) {
  const names = path.split('.');
  const last = names.pop().replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
  const owner = names.reduce((at, name) => at[name], client);
  return (...args) => owner[last](...args);
}

async function plain(client, call) {
  const { data, response } = await methodOf(client, call.method)(call.arguments).withResponse();
  return { value: data, headers: Object.fromEntries(response.headers) };
}

async function streamed(client, call) {
  const stream = await methodOf(client, call.method)({ ...call.arguments, stream: true });
  const events = [];
  for await (const event of stream) {
    events.push(event);
    if (call.abort_after && events.length >= call.abort_after) {
      stream.controller.abort();
      break;
    }
  }
  return { events };
}

// The SDKs' own accumulators: they throw on a stream that is not well-formed to its end.
const finals = {
  'chat.completions.stream': 'finalChatCompletion',
  'messages.stream': 'finalMessage',
  'responses.stream': 'finalResponse',
};

async function accumulated(client, call) {
  const stream = methodOf(client, call.method)(call.arguments);
  return { value: await stream[finals[call.method]]() };
}

function describe(kit, error) {
  const isSdk = error instanceof kit.APIError;
  return {
    class: error.constructor.name,
    status: error.status ?? null,
    code: error.code ?? null,
    type: error.type ?? error.error?.error?.type ?? null,
    request_id: error.requestID ?? null,
    message: String(error.message),
    is_sdk: isSdk,
  };
}

async function run(call) {
  const client = clientOf(call);
  const how = finals[call.method] ? accumulated : call.stream ? streamed : plain;
  try {
    return { ok: true, ...(await how(client, call)) };
  } catch (error) {
    return { ok: false, error: describe(kits[call.sdk], error) };
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(JSON.stringify(await run(JSON.parse(line))) + '\n');
}
