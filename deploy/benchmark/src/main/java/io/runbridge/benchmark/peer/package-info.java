/** Other ways to do what the services do, written as one would write them without Runbridge. */
package io.runbridge.benchmark.peer;
