/** The topics of the contract: what they are, and making or checking them at start. */
package io.runbridge.topic;
