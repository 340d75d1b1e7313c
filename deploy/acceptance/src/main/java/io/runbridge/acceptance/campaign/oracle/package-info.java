/** What a campaign's three ledgers say together: asked, started on the platforms, published; pure comparisons. */
package io.runbridge.acceptance.campaign.oracle;
