// Publishes a RunRequest with the schema it finds in the registry, and reads run-status until the run has ended.
// Usage: node request-run.js BROKER REGISTRY_URL [PLATFORM]; exit code 0 if the run ended SUCCESS.
'use strict';

const { Kafka, Partitioners, logLevel } = require('kafkajs');
const { SchemaRegistry } = require('@kafkajs/confluent-schema-registry');

const LIMIT_MS = 60_000;

async function requestRun(broker, registryUrl, platform) {
  const kafka = new Kafka({ brokers: [broker], clientId: 'foreign-client', logLevel: logLevel.NOTHING });
  const registry = new SchemaRegistry({ host: registryUrl });
  const requestId = `foreign-${process.pid}-${Date.now()}`;

  // KafkaJS reads committed records only, unless told otherwise.
  const consumer = kafka.consumer({ groupId: requestId, readUncommitted: false });
  await consumer.connect();
  await consumer.subscribe({ topic: 'run-status', fromBeginning: true });
  const ended = new Promise((resolve, reject) => {
    const limit = setTimeout(() => reject(new Error(`${requestId} did not end within ${LIMIT_MS} ms`)), LIMIT_MS);
    consumer.run({
      eachMessage: async ({ message }) => {
        if (message.key.toString() !== requestId) {
          return;
        }
        const status = await registry.decode(message.value);
        console.log(`${requestId} #${status.sequence} ${status.status} (${status.platformStatus})`);
        if (status.terminal) {
          clearTimeout(limit);
          resolve(status.status);
        }
      },
    });
  });

  const schemaId = await registry.getLatestSchemaId('run-requests-value');
  const value = await registry.encode(schemaId, {
    requestId,
    platform,
    jobType: 'SYNAPSE_PIPELINE',
    externalId: 'examplePipeline',
    parameters: [
      { name: 'OutputBlobNameList', value: { string: '["a.csv"]' }, dataType: 'ARRAY', direction: 'INPUT' },
    ],
    recovery: null,
    timeoutSeconds: null,
    requestedBy: 'foreign-client',
    requestedAt: Date.now(),
  });
  const producer = kafka.producer({ createPartitioner: Partitioners.DefaultPartitioner });
  await producer.connect();
  await producer.send({ topic: 'run-requests', messages: [{ key: requestId, value }] });

  const status = await ended;
  await Promise.all([consumer.disconnect(), producer.disconnect()]);
  return status;
}

const [broker, registryUrl, platform = 'synapse-local'] = process.argv.slice(2);
if (!broker || !registryUrl) {
  console.error('Usage: node request-run.js BROKER REGISTRY_URL [PLATFORM]');
  process.exit(2);
}
requestRun(broker, registryUrl, platform).then(
  (status) => process.exit(status === 'SUCCESS' ? 0 : 1),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
