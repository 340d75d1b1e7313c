/** The whole of Runbridge on a real broker and a real registry, from the request on a topic to the run on a platform. */
package io.runbridge.acceptance;
