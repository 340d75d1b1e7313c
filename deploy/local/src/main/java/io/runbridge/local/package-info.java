/** Starts a broker, a schema registry and the services as processes of one machine, for the quickstart and the acceptance tests. */
package io.runbridge.local;
