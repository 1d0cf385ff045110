// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.userpool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.gameauth.cognito.AwsRegion;
import io.github.gameauth.cognito.UserPoolId;
import io.github.gameauth.cognito.service.ServiceEndpoint;
import io.github.gameauth.upstream.JsonHttp;
import org.junit.jupiter.api.Test;

final class UserPoolTest {
  private static UserPool.Builder builder() {
    return UserPool.builder(UserPoolId.of("eu-west-1_Pool"));
  }

  @Test
  void isNotBuiltWithoutClientAndHttp() {
    try (JsonHttp http = JsonHttp.create()) {
      assertThrows(IllegalStateException.class, () -> builder().http(http).build());
      assertThrows(IllegalStateException.class, () -> builder().client("c").build());
      assertEquals(
          "UserPool(eu-west-1_Pool, client c)",
          builder().client("c").http(http).build().toString());
    }
  }

  @Test
  void takesNoClientIdThatIsNoneAndDoesNotShowIt() {
    for (String wrong : new String[] {"", "a b", "secret/secret=", "x".repeat(129)}) {
      IllegalArgumentException complaint =
          assertThrows(IllegalArgumentException.class, () -> builder().client(wrong));

      assertFalse(!wrong.isEmpty() && complaint.getMessage().contains(wrong));
    }
  }

  @Test
  void asksNoIdentityPools() {
    ServiceEndpoint wrong = ServiceEndpoint.identityPools(AwsRegion.of("eu-west-1"));

    assertThrows(IllegalArgumentException.class, () -> builder().endpoint(wrong));
  }
}
