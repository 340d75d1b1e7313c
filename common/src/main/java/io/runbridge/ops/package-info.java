/** What operators see of a service: health, metrics, and how it is told to stop. */
package io.runbridge.ops;
