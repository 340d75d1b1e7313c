package io.runbridge.trigger.ledger;

import io.runbridge.config.PlatformConfig;
import io.runbridge.platform.Platform;
import io.runbridge.platform.RunAdapter;
import io.runbridge.platform.RunAdapter.Settlement;
import io.runbridge.platform.StartRun;
import io.runbridge.schemas.JobType;
import io.runbridge.schemas.RunRequest;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Where an entry's calls go: its platform's settings and adapter, as far as they are configured. Immutable, any thread. */
public final class Targets {

    private final Map<String, Platform> platforms;

    public Targets(Map<String, Platform> platforms) {
        this.platforms = Map.copyOf(platforms);
    }

    Optional<RunAdapter> adapter(LedgerEntry entry) {
        return Optional.ofNullable(platforms.get(entry.getPlatform()))
                .map(platform -> platform.adapters().get(JobType.valueOf(entry.getJobType())));
    }

    Optional<PlatformConfig> config(LedgerEntry entry) {
        return Optional.ofNullable(platforms.get(entry.getPlatform())).map(Platform::config);
    }

    /** Whether a lost start of this entry is settled by sending it again with its token. */
    boolean settlesByToken(LedgerEntry entry) {
        return adapter(entry).map(a -> a.settlement() == Settlement.TOKEN).orElse(false);
    }

    /** Whether what a start of this entry carries is not known yet, so that none was ever sent. */
    boolean lacksPrecondition(LedgerEntry entry) {
        return adapter(entry).filter(a -> a.needsPrecondition(startOf(entry))).isPresent();
    }

    /** The start that this open entry asks for. */
    static StartRun startOf(LedgerEntry entry) {
        StartRun start = StartRun.of(requestOf(entry)).under(Optional.ofNullable(entry.getPrecondition()));
        return entry.getFirstDoubtAt() > 0 ? start.again() : start;
    }

    static RunRequest requestOf(LedgerEntry entry) {
        ByteBuffer request = entry.getRequest().duplicate();
        byte[] bytes = new byte[request.remaining()];
        request.get(bytes);
        return Codecs.REQUEST.read(bytes);
    }
}
