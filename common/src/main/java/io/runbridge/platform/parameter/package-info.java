/** Parameters of a request as values that platforms take. */
package io.runbridge.platform.parameter;
