/** Events as Avro records on Kafka: one registry client, serdes, the contract's subjects and a decoder that tells poison from outage. */
package io.runbridge.event;
