// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.access.AccessAnswer;
import io.github.gameauth.access.AccessAnswer.Granted;
import io.github.gameauth.access.AccessAnswer.Refused;
import io.github.gameauth.access.AccessCheck;
import io.github.gameauth.access.AccessRefusal;
import io.github.gameauth.access.AccessRefusal.Code;
import io.github.gameauth.access.AccessRequest;
import io.github.gameauth.adapters.testing.TestAccess;
import io.github.gameauth.platform.Platform;
import io.github.gameauth.platform.PlatformFacts;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class XboxProbesTest {
  private static final AccessAnswer REFUSED = new Refused(AccessRefusal.of(Code.NOT_ENTITLED));

  private final AccessCheck both =
      XboxProbes.privileges(XboxProbes.MULTIPLAYER, XboxProbes.CROSS_NETWORK_PLAY);

  private AccessAnswer ask(Platform platform, boolean refresh, PlatformFacts facts) {
    AccessRequest login = TestAccess.of(platform, XboxTokens.PARTNER_ID);
    return both.check(
        new AccessRequest(
            login.account(), login.game(), login.identity(), facts, login.country(), refresh));
  }

  private static PlatformFacts having(String... privileges) {
    return PlatformFacts.NONE.entitlements(Set.of(privileges));
  }

  @Test
  void letsInWhoHasAllPrivileges() {
    PlatformFacts facts = XboxTokens.identity().facts();

    assertEquals(Granted.NOTHING_MORE, ask(XboxAdapter.XBOX, false, facts));
    assertEquals(Granted.NOTHING_MORE, ask(XboxAdapter.XBOX, true, facts));
  }

  @Test
  void keepsOutWhoLacksOne() {
    for (boolean refresh : new boolean[] {false, true}) {
      assertEquals(REFUSED, ask(XboxAdapter.XBOX, refresh, having("xbox:privilege:254")));
      assertEquals(
          REFUSED,
          ask(XboxAdapter.XBOX, refresh, having("xbox:privilege:2540", "185", "steam:254")));
    }
    assertEquals(REFUSED, ask(XboxAdapter.XBOX, false, PlatformFacts.NONE));
  }

  @Test
  void aRefreshWithoutAnythingOfXboxsPasses() {
    assertEquals(Granted.NOTHING_MORE, ask(XboxAdapter.XBOX, true, PlatformFacts.NONE));
  }

  @Test
  void playersOfOtherPlatformsPass() {
    assertEquals(Granted.NOTHING_MORE, ask(SteamAdapter.STEAM, false, PlatformFacts.NONE));
  }
}
