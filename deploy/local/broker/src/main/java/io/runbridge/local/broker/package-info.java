/** The Kafka broker of a local cluster, a program of its own with jars of its own version. */
package io.runbridge.local.broker;
