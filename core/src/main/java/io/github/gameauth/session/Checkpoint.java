// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.session;

import io.github.gameauth.access.EdgeGate;
import io.github.gameauth.access.EdgeVerdict;
import java.time.InstantSource;
import java.util.Optional;

/** What a request passes before anything in it is believed: the edge gate, then the rate limit. */
record Checkpoint(EdgeGate gate, RateLimit limit, InstantSource clock) {
  /** The country that the request came from, if the gate believes one. */
  Optional<String> pass(ExchangeContext context) {
    EdgeVerdict verdict =
        HostCode.call(
            "edge gate",
            SessionUndecided.HOST_CODE,
            () -> gate.judge(context.edge(), context.game()));
    if (verdict instanceof EdgeVerdict.Refused refused) {
      throw StoppedException.of(refused.refusal());
    }
    HostCode.call("rate limit", SessionUndecided.HOST_CODE, () -> limit.waitFor(context))
        .ifPresent(
            wait -> {
              throw StoppedException.limited(clock.instant().plus(wait));
            });
    return ((EdgeVerdict.Passed) verdict).country();
  }
}
