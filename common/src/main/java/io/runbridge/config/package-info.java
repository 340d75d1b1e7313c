/** The configuration: one interface per concern, with key, unit, default and range of every setting. */
package io.runbridge.config;
