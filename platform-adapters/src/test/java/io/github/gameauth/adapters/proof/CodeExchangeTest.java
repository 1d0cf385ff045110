// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestUpstream;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CodeExchangeTest {
  private static final String TOKEN = "https://api.platform.example/token";

  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final CodeExchange exchange =
      new CodeExchange(
          PlatformApi.of("platform", platforms.context(), "api.platform.example"),
          TOKEN,
          ClientAuthentication.inForm("client", Secret.of("client-secret")),
          64);

  private String refusal(CodeExchange exchange, String json) {
    platforms.answer(TOKEN, TestUpstream.json(json).withStatus(400));
    NotProvedException e =
        assertThrows(
            NotProvedException.class, () -> exchange.exchange(Secret.of("code"), Map.of()));
    return PlatformAdapterContract.nameOf(e.verdict());
  }

  @Test
  void takesAPlatformsOwnWordsForACodeThatIsRefused() {
    CodeExchange wordy =
        exchange.refusals(
            answer ->
                answer
                    .maybeJson()
                    .filter(json -> json.has("sorry"))
                    .map(json -> NotProvedException.rejected(Reason.INVALID)));

    assertEquals("MISCONFIGURED", refusal(exchange, "{\"sorry\":\"used\"}"));
    assertEquals("INVALID", refusal(wordy, "{\"sorry\":\"used\"}"));
    assertEquals("INVALID", refusal(wordy, "{\"error\":\"invalid_grant\"}"));
    assertEquals("MISCONFIGURED", refusal(wordy, "{\"error\":\"invalid_client\"}"));
  }
}
