/** Imports job definitions: what the platforms have, published on the topic {@code jobs}. */
package io.runbridge.trigger.catalog;
