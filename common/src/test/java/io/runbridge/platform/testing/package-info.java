/** An adapter without a platform behind it, for tests of whatever uses the port. */
package io.runbridge.platform.testing;
