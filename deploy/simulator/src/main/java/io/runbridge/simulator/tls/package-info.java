/** A certificate authority of its own and a server certificate signed by it, made at start. */
package io.runbridge.simulator.tls;
