// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static io.github.gameauth.cognito.userpool.ScriptedPool.step;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.gameauth.cognito.service.RefusalReason;
import io.github.gameauth.cognito.testing.TestAppClient;
import io.github.gameauth.cognito.testing.TestPoolSettings;
import io.github.gameauth.cognito.userpool.SignInStep.Refused;
import io.github.gameauth.cognito.userpool.SignInStep.SignedIn;
import io.github.gameauth.secret.Secret;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Proofs of passwords, judged by a server that computes its own side. */
final class SrpSignInTest {
  private static final TestAppClient WITH_SECRET =
      TestAppClient.named("client1").withSecret("secretsecretsecretsecret");

  /**
   * 1 to 256 characters of all planes that hold any, without halves, controls, formats and spaces.
   */
  private static String text(Random random) {
    int[][] blocks = {
      {0x21, 0x7e}, {0xa1, 0x24f}, {0x300, 0x36f}, {0x5d0, 0x5ea}, {0x627, 0x64a},
      {0xe01, 0xe30}, {0x3041, 0x3096}, {0x4e00, 0x9fff}, {0x1f600, 0x1f64f}, {0x20000, 0x2a6df}
    };
    int length = random.nextInt(4) == 0 ? 1 + random.nextInt(256) : 1 + random.nextInt(24);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      int[] block = blocks[random.nextInt(blocks.length)];
      int point = block[0] + random.nextInt(block[1] - block[0] + 1);
      boolean name = Character.isDefined(point) && Character.getType(point) != Character.FORMAT;
      if (name && text.length() + Character.charCount(point) <= length) {
        text.appendCodePoint(point);
      }
    }
    return text.toString();
  }

  /** Ten times fifty. */
  @RepeatedTest(10)
  void namesAndPasswordsOfAllScriptsAreProved(RepetitionInfo repetition) {
    int first = 50 * repetition.getCurrentRepetition();
    try (ServedPool service =
        ServedPool.start(TestPoolSettings.named(ServedPool.ID).client(WITH_SECRET))) {
      UserPool pool = service.pool();
      IntStream.range(first, first + 50)
          .parallel()
          .forEach(
              seed -> {
                Random random = new Random(seed);
                String name = text(random);
                String password = text(random);
                if (service.server.hasUser(name)) {
                  return;
                }
                service.server.addUser(name, password);

                SignInStep step = pool.signIn(name).bySrp(Secret.of(password));

                assertTrue(step instanceof SignedIn, () -> "seed " + seed + ": " + step);
              });
    }
  }

  @Test
  void aWrongPasswordIsRefusedAndAskedOnce() {
    try (ServedPool service = ServedPool.start()) {
      service.server.addUser("zoe", "Corr3ct horse");

      Refused no =
          step(Refused.class, service.pool().signIn("zoe").bySrp(Secret.of("Wr0ng horse")));

      assertEquals(RefusalReason.WRONG_CREDENTIALS, no.refusal().reason());
      assertEquals(2, service.operations().size());
    }
  }

  @Test
  void composedAndDecomposedAccentsAreTwoPasswords() {
    try (ServedPool service = ServedPool.start()) {
      service.server.addUser("zoe", "caf\u00e9-caf\u00e9");
      UserPool pool = service.pool();

      step(SignedIn.class, pool.signIn("zoe").bySrp(Secret.of("caf\u00e9-caf\u00e9")));
      step(Refused.class, pool.signIn("zoe").bySrp(Secret.of("cafe\u0301-cafe\u0301")));
    }
  }

  @Test
  void anAddressAsNameIsProvedUnderTheInternalOneWithAndWithoutSessions() {
    for (boolean session : new boolean[] {false, true}) {
      TestPoolSettings settings =
          TestPoolSettings.named(ServedPool.ID).client(WITH_SECRET).signInWithEmail();
      try (ServedPool service =
          ServedPool.start(session ? settings.sessionAtSrpStart() : settings)) {
        String internal =
            service
                .server
                .addUser("zoe@example.com", "Corr3ct horse", Map.of("email", "zoe@example.com"))
                .name();

        SignedIn in =
            step(
                SignedIn.class,
                service.pool().signIn("zoe@example.com").bySrp(Secret.of("Corr3ct horse")));

        assertEquals(internal, in.tokens().userName());
        assertEquals(service.clock.instant().plus(WITH_SECRET.tokenLife()), in.tokens().expiry());
      }
    }
  }

  @Test
  void whoIsUnknownIsTreatedAsAWrongPasswordWhereThePoolHidesUsers() {
    TestAppClient hiding = TestAppClient.named("client1").hidingUsers();
    try (ServedPool service =
        ServedPool.start(TestPoolSettings.named(ServedPool.ID).client(hiding))) {
      Refused no =
          step(Refused.class, service.pool().signIn("nobody").bySrp(Secret.of("whatever")));

      assertEquals(RefusalReason.WRONG_CREDENTIALS, no.refusal().reason());
    }
  }

  @Test
  void aWrongClientSecretIsNoWrongPassword() {
    try (ServedPool service =
        ServedPool.start(TestPoolSettings.named(ServedPool.ID).client(WITH_SECRET))) {
      service.server.addUser("zoe", "Corr3ct horse");
      UserPool wrong =
          service.builder().client("client1", Secret.of("wrongwrongwrongwrongwrong")).build();

      Refused no = step(Refused.class, wrong.signIn("zoe").bySrp(Secret.of("Corr3ct horse")));

      assertEquals(RefusalReason.SECRET_HASH, no.refusal().reason());
    }
  }
}
