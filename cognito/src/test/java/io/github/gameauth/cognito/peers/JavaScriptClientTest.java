// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.gameauth.cognito.testing.ReceivedCall;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.testing.TestPoolSettings.Devices;
import io.github.gameauth.cognito.testing.TestPoolSettings.Mfa;
import io.github.gameauth.cognito.testing.TestPoolUser;
import io.github.gameauth.cognito.testing.TestUserPool;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * AWS's own JavaScript client signs in against our test pool. Its SRP was not written by us, so it
 * would notice if client and server of ours were wrong in the same way.
 */
final class JavaScriptClientTest {
  private static final String PASSWORD = "Correct-Horse-7!";

  private static NodeProject node;

  @BeforeAll
  static void install() throws Exception {
    node = NodeProject.installed("aws-client");
  }

  private static List<JsonNode> steps(TestUserPool pool, String name, String password, String wish)
      throws Exception {
    List<JsonNode> steps = new ArrayList<>();
    for (String line :
        node.run(
            "sign-in.mjs",
            pool.endpoint().toString(),
            pool.poolId(),
            pool.client().id(),
            name,
            password,
            wish)) {
      steps.add(new ObjectMapper().readTree(line));
    }
    return steps;
  }

  private static List<String> names(List<JsonNode> steps) {
    return steps.stream().map(each -> each.required("step").textValue()).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {PASSWORD, "пароль с пробелом", "e\u0301\u00e9:\uD83C\uDFAE"})
  void signsInBySrpAndOutAgain(String password) throws Exception {
    try (TestUserPool pool = TestUserPool.start()) {
      TestPoolUser zoe = pool.addUser("zoë", password);

      List<JsonNode> steps = steps(pool, "zoë", password, "");

      assertEquals(List.of("signed-in", "signed-out"), names(steps), steps.toString());
      assertEquals(zoe.sub(), steps.get(0).required("sub").textValue());
      assertEquals(
          List.of("InitiateAuth", "RespondToAuthChallenge", "GlobalSignOut"),
          pool.calls().stream().map(ReceivedCall::operation).toList());
    }
  }

  @Test
  void isRefusedWithAWrongPassword() throws Exception {
    try (TestUserPool pool = TestUserPool.start()) {
      pool.addUser("player", PASSWORD);

      List<JsonNode> steps = steps(pool, "player", PASSWORD + " ", "");

      assertEquals("NotAuthorizedException", steps.get(0).path("type").textValue());
      assertEquals("Incorrect username or password.", steps.get(0).path("message").textValue());
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Devices.class,
      names = {"ASK", "ALWAYS"})
  void registersADeviceAndSignsInWithIt(Devices devices) throws Exception {
    TestPoolSettings settings =
        TestPoolSettings.named("us-east-1_Devices1")
            .devices(devices)
            .mfa(Mfa.OPTIONAL)
            .signInWithEmail();
    try (TestUserPool pool = TestUserPool.start(settings)) {
      TestPoolUser zoe = pool.addUser("zoe@example.com", PASSWORD);

      List<JsonNode> steps = steps(pool, "zoe@example.com", PASSWORD, "device");

      assertEquals(
          List.of("signed-in", "signed-in-with-device", "refreshed", "signed-out"),
          names(steps),
          steps.toString());
      assertEquals(devices == Devices.ASK, steps.get(0).required("mustAgree").booleanValue());
      assertEquals(zoe.deviceKeys(), List.of(steps.get(1).required("device").textValue()));
      assertTrue(
          pool.calls().stream()
              .anyMatch(each -> each.body().contains("\"DEVICE_PASSWORD_VERIFIER\"")));
    }
  }
}
