// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.CapturedLogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SignInLogsNoSecretsTest {
  /** Stands wherever a secret or a player's own word may stand. */
  private static final String WORD = "hidden-word";

  private final ScriptedPool service = new ScriptedPool();
  @RegisterExtension final CapturedLogs logs = CapturedLogs.ofEverythingOurs();

  @AfterEach
  void close() {
    service.close();
  }

  @Test
  void neitherLinesNorWhatIsHandedOutShowAnythingOfAPlayer() {
    String metadata =
        "\"NewDeviceMetadata\":{\"DeviceKey\":\"d\",\"DeviceGroupKey\":\"" + WORD + "\"},";
    List<ResponseDefinitionBuilder> answers =
        List.of(
            ScriptedPool.ok(
                ScriptedPool.TOKENS
                    .replace("a.b.c", WORD)
                    .replace("i.b.c", WORD)
                    .replace("r.1", WORD)),
            ScriptedPool.ok(
                ScriptedPool.TOKENS
                    .replace("a.b.c", WORD)
                    .replace("\"ExpiresIn\"", metadata + "\"ExpiresIn\"")),
            ScriptedPool.ok(
                ScriptedPool.TOKENS.replaceFirst("\\{", "{\"ChallengeName\":\"" + WORD + "\",")),
            ScriptedPool.ok("{\"" + WORD + "\":\"" + WORD + "\"}"),
            ScriptedPool.passwordVerifier(),
            ScriptedPool.challenge("PASSWORD_VERIFIER", "SRP_B", WORD, "SALT", WORD),
            ScriptedPool.challenge("SMS_MFA", "CODE_DELIVERY_DESTINATION", WORD),
            ScriptedPool.challenge("CUSTOM_CHALLENGE", "said", WORD),
            ScriptedPool.challenge("NEW_PASSWORD_REQUIRED", "userAttributes", "{\"a\":\"" + WORD),
            ScriptedPool.error("NotAuthorizedException", WORD),
            ScriptedPool.error("UserLambdaValidationException", "failed with error " + WORD));
    PlayerContext context = PlayerContext.at(WORD).metadata(Map.of(WORD, WORD));
    UserPool pool =
        service.builder().client(ScriptedPool.CLIENT, Secret.of(WORD)).context(context).build();
    List<String> shown = new ArrayList<>(List.of(pool.toString(), context.toString()));
    for (ResponseDefinitionBuilder answer : answers) {
      service.script(answer, ScriptedPool.error("NotAuthorizedException", WORD));
      SignIn signIn =
          pool.signIn(WORD)
              .device(new DeviceCredential("d", WORD, Secret.of(WORD)))
              .deviceName(WORD);
      shown.add(signIn.toString());
      shown.add(signIn.bySrp(Secret.of(WORD)).toString());
    }
    shown.addAll(logs.texts());

    assertTrue(logs.lines().size() >= answers.size() / 2, () -> logs.lines().toString());
    for (String each : shown) {
      assertFalse(each.contains(WORD), each);
    }
  }
}
