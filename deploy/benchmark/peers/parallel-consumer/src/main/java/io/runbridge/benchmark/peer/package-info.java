/** Another way to start runs from Kafka, as its makers offer it: parallel-consumer-vertx. */
package io.runbridge.benchmark.peer;
