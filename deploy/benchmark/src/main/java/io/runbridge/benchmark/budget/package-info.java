/** What becomes of the calls when a platform lets fewer through, and then more again. */
package io.runbridge.benchmark.budget;
