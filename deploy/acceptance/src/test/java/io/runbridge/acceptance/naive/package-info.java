/** A service as it is written without much thought: submit, then write down. The campaign must find it out. */
package io.runbridge.acceptance.naive;
