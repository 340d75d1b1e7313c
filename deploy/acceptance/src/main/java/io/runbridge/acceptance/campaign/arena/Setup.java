package io.runbridge.acceptance.campaign.arena;

import io.runbridge.local.LocalService.Program;
import java.util.Optional;

/**
 * What a campaign takes place on. Immutable, any thread.
 *
 * @param brokerDefaults whether the broker has the session and transaction times it has out of the box
 * @param ended so many requests have ended in the ledger before
 * @param perSecond rate of requests
 * @param starter runs in place of the trigger-service
 */
public record Setup(Scale scale, boolean brokerDefaults, int ended, double perSecond, Optional<Program> starter) {}
