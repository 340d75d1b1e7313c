package io.runbridge.simulator.fault;

import io.runbridge.simulator.http.Answer;
import io.runbridge.simulator.http.Dialect;
import io.vertx.core.json.JsonObject;

/** What the body of a fault looks like, whatever the endpoint's own dialect is. */
public enum BodyKind {
    /** The error object of the endpoint's own dialect. */
    OWN {
        @Override
        Answer answer(FaultReply reply, Dialect dialect) {
            return Answer.json(reply.status(), dialect.error(reply.code(), reply.message()));
        }
    },
    /** Azure's CloudError. */
    CLOUD_ERROR {
        @Override
        Answer answer(FaultReply reply, Dialect dialect) {
            return OWN.answer(reply, Dialect.AZURE);
        }
    },
    /** A Databricks error object. */
    JSON {
        @Override
        Answer answer(FaultReply reply, Dialect dialect) {
            return OWN.answer(reply, Dialect.DATABRICKS);
        }
    },
    /** A Databricks error object with the message alone. */
    MESSAGE_ONLY {
        @Override
        Answer answer(FaultReply reply, Dialect dialect) {
            return Answer.json(reply.status(), new JsonObject().put("message", reply.message()));
        }
    },
    /** A gateway's page. */
    HTML {
        @Override
        Answer answer(FaultReply reply, Dialect dialect) {
            String page = "<html><head><title>" + reply.status() + "</title></head><body><h1>" + reply.message()
                    + "</h1></body></html>";
            return Answer.text(reply.status(), "text/html", page);
        }
    },
    /** Plain text, {@code CODE: message}. */
    TEXT {
        @Override
        Answer answer(FaultReply reply, Dialect dialect) {
            return Answer.text(reply.status(), "text/plain", reply.code() + ": " + reply.message());
        }
    },
    /** Nothing. */
    EMPTY {
        @Override
        Answer answer(FaultReply reply, Dialect dialect) {
            return Answer.empty(reply.status());
        }
    },
    /** JSON in which every field that matters has another type than it should. */
    WRONG_TYPES {
        @Override
        Answer answer(FaultReply reply, Dialect dialect) {
            JsonObject odd = new JsonObject()
                    .put("runId", 7)
                    .put("run_id", "seven")
                    .put("update_id", new JsonObject().put("id", 1))
                    .put("update", "none")
                    .put("status", 5)
                    .put("state", true)
                    .put("error", 3)
                    .put("value", "nothing");
            return Answer.json(reply.status(), odd);
        }
    },
    /** Claims to be JSON and is not. */
    GARBAGE {
        @Override
        Answer answer(FaultReply reply, Dialect dialect) {
            return Answer.text(reply.status(), "application/json", "{\"error\": {\"code\": ]]\u0000\uFFFD");
        }
    };

    abstract Answer answer(FaultReply reply, Dialect dialect);
}
