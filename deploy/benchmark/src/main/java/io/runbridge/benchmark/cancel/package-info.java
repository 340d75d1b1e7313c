/** How soon a cancel is carried out while many looks at other runs are due. */
package io.runbridge.benchmark.cancel;
