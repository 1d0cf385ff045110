// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import io.github.gameauth.adapters.MetaQuestAdapter.App;
import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.proof.ApiAnswer;
import io.github.gameauth.adapters.proof.ApiJson;
import io.github.gameauth.adapters.proof.ApiRequest;
import io.github.gameauth.adapters.proof.NotProvedException;
import io.github.gameauth.adapters.proof.PlatformApi;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import java.time.Duration;

/** Meta's graph for Quest apps, and what its error codes mean. Safe to share. */
final class MetaGraph {
  static final String ROOT = "https://graph.oculus.com/";

  private static final String HOST = "graph.oculus.com";

  private final PlatformApi api;

  MetaGraph(String name, AdapterContext context) {
    this.api = PlatformApi.of(name, context, HOST);
  }

  /** What an app shows as its access token. */
  static Secret tokenOf(App app) {
    return Secret.of("OC|" + app.appId() + "|" + app.appSecret().reveal());
  }

  ApiJson asked(ApiRequest request) throws NotProvedException {
    ApiAnswer answer = api.ask(request);
    if (answer.isOk()) {
      return answer.json();
    }
    ApiJson error =
        answer
            .maybeJson()
            .flatMap(json -> json.maybeObject("error"))
            .orElseThrow(() -> api.unexpected(answer));
    throw switch (error.maybeNumber("code").orElse(0L).intValue()) {
      case 1, 2 -> NotProvedException.outage();
      case 4, 17, 613 -> NotProvedException.undecided(Cause.THROTTLED, Duration.ofSeconds(30));
      case 100 ->
          isAboutThePlayer(error)
              ? NotProvedException.rejected(Reason.INVALID)
              : api.misconfigured("a parameter (code 100)");
      case 190 -> api.misconfigured("our app's id or secret (code 190)");
      default -> api.unexpected(answer);
    };
  }

  /** Code 100 stands for any parameter; the message says which. */
  private static boolean isAboutThePlayer(ApiJson error) {
    return error
        .maybeText("message")
        .filter(text -> text.contains("nonce") || text.contains("user_id"))
        .isPresent();
  }
}
