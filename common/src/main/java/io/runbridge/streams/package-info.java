/** What both services need around Kafka Streams: the hand-over of asynchronous answers, the runner, exit codes. */
package io.runbridge.streams;
