package io.runbridge.trigger.ledger;

import io.runbridge.schemas.RunRequest;
import io.runbridge.streams.OlderSchemas;
import io.runbridge.streams.SingleObject;
import org.apache.avro.message.SchemaStore;

/** Encodings of what the ledger stores and what it says on internal topics. Immutable, any thread. */
public final class Codecs {

    /** Entries of the store {@code ledger}. */
    static final SingleObject<LedgerEntry> ENTRY =
            SingleObject.of(LedgerEntry::toByteBuffer, LedgerEntry.createDecoder(older("LedgerEntry-1.avsc"))::decode);

    /** The request inside an open entry. */
    static final SingleObject<RunRequest> REQUEST =
            SingleObject.of(RunRequest::toByteBuffer, RunRequest.createDecoder(older("RunRequest-1.avsc"))::decode);

    /** Topic run-claims. */
    static final SingleObject<Claim> CLAIM = SingleObject.of(Claim::toByteBuffer, Claim::fromByteBuffer);

    /** Topic run-doubts. */
    public static final SingleObject<DoubtEvent> DOUBT_EVENT =
            SingleObject.of(DoubtEvent::toByteBuffer, DoubtEvent::fromByteBuffer);

    /** Topic run-verdicts. */
    public static final SingleObject<Verdict> VERDICT = SingleObject.of(Verdict::toByteBuffer, Verdict::fromByteBuffer);

    /** Values of the store {@code doubts}. */
    public static final SingleObject<Doubt> DOUBT = SingleObject.of(Doubt::toByteBuffer, Doubt::fromByteBuffer);

    private Codecs() {}

    private static SchemaStore older(String name) {
        return OlderSchemas.beside(LedgerEntry.class, name);
    }
}
