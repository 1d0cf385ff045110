// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.gameauth.secret.Secret;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ChallengeJsonTest {
  private static final String HIDDEN = "hidden-word";

  private static ChallengeState state(String name) {
    return new ChallengeState(
        "eu-west-1_Pool",
        "client1",
        new SignInState(
            HIDDEN,
            Optional.of(new DeviceCredential("device-1", "-g", Secret.of(HIDDEN))),
            Optional.of("Zoë's phone"),
            true),
        name,
        Optional.of(Secret.of(HIDDEN)),
        Map.of(
            "CREDENTIAL_REQUEST_OPTIONS",
            HIDDEN,
            "CODE_DELIVERY_DESTINATION",
            HIDDEN,
            "requiredAttributes",
            "[\"" + HIDDEN + "\"]"),
        List.of("PASSWORD"));
  }

  private static final List<String> NAMES =
      List.of(
          "SMS_MFA",
          "SOFTWARE_TOKEN_MFA",
          "EMAIL_OTP",
          "SMS_OTP",
          "SELECT_MFA_TYPE",
          "SELECT_CHALLENGE",
          "PASSWORD",
          "PASSWORD_SRP",
          "NEW_PASSWORD_REQUIRED",
          "MFA_SETUP",
          "CUSTOM_CHALLENGE",
          "WEB_AUTHN",
          "TEA_LEAVES");

  @Test
  void comesBackWholeWithEverythingThatIsNeeded() {
    for (String name : NAMES) {
      Challenge challenge = ChallengeReader.read(state(name));

      Challenge back = Challenge.fromJson(challenge.toJson()).orElseThrow();

      assertEquals(challenge, back);
      assertEquals(state(name).signIn, back.state().signIn);
      assertEquals(state(name).session, back.state().session);
      assertNotEquals(challenge, ChallengeReader.read(state("OTHER")));
    }
  }

  @Test
  void printsNeitherSessionNorNameNorAnythingThatCame() {
    for (String name : NAMES) {
      Challenge challenge = ChallengeReader.read(state(name));

      String shown =
          challenge + " " + challenge.state() + challenge.state().signIn + challenge.toJson();

      assertFalse(shown.contains(HIDDEN), shown);
    }
    // A name is the service's word, and may be anything.
    assertEquals("Unknown()", ChallengeReader.read(state("<script>\n" + HIDDEN)).toString());
  }

  @Test
  void isEmptyForAnythingElse() {
    String good = ChallengeReader.read(state("SMS_MFA")).toJson().reveal();
    for (String text :
        List.of(
            "x",
            "[]",
            "{}",
            "null",
            good.substring(1),
            good + "x",
            good.replace("\"v\":1", "\"v\":2"),
            good.replace("\"pool\"", "\"pond\""),
            good.replace("\"client\"", "\"guest\""),
            good.replace("\"name\":\"SMS_MFA\"", "\"name\":7"),
            good.replace("\"user\":", "\"loser\":"),
            good.replace("\"pool\"", "\"client\":\"twice\",\"pool\""),
            "{\"pad\":\"" + "x".repeat(200_000) + "\"," + good.substring(1))) {
      assertEquals(Optional.empty(), Challenge.fromJson(Secret.of(text)), text);
    }
  }

  @Test
  void holdsItsOwnBoundsWhateverTheMembersAre() {
    String good = ChallengeReader.read(state("SMS_MFA")).toJson().reveal();
    for (String odd :
        List.of(
            good.replace("\"key\":\"device-1\"", "\"key\":\"\""),
            good.replace("\"deviceForgotten\":true", "\"deviceForgotten\":\"perhaps\""),
            good.replace("\"available\":[\"PASSWORD\"]", "\"available\":{\"a\":\"b\"}"),
            good.replaceFirst("\"session\":\"[^\"]*\"", "\"session\":[]"))) {
      assertNotEquals(good, odd);
      assertEquals(Optional.of(true), Challenge.fromJson(Secret.of(odd)).map(c -> true), odd);
    }
  }
}
