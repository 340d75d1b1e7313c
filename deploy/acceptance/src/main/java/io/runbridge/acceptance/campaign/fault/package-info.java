/** The faults of a campaign, one class each, played one after the other under load. */
package io.runbridge.acceptance.campaign.fault;
