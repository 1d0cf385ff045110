// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.EpicFixture.ACCOUNT;
import static io.github.gameauth.adapters.EpicFixture.ACCOUNT_KEYS;
import static io.github.gameauth.adapters.EpicFixture.ITEM;
import static io.github.gameauth.adapters.EpicFixture.OTHER_ITEM;
import static io.github.gameauth.adapters.EpicFixture.SHOP_KEY;
import static io.github.gameauth.adapters.EpicFixture.SHOP_KEY_URL;
import static io.github.gameauth.adapters.EpicFixture.item;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformFacts;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Accepted;
import io.github.gameauth.platform.PlatformVerdict.Cause;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.secret.Secret;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Id tokens with an ownership token beside them. */
final class EpicAccountAdapterOwnershipTest
    implements PlatformAdapterContract<EpicAccountCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final String idToken = EpicFixture.accountToken(platforms.clock()).signed();
  private final String token = token().signed();

  private TestToken token() {
    return EpicFixture.ownershipToken(platforms.clock());
  }

  private EpicAccountCredential with(String ownershipToken) {
    return EpicAccountCredential.ofIdToken(Secret.of(idToken))
        .ownershipToken(Secret.of(ownershipToken));
  }

  private EpicAccountCredential with(TestToken token) {
    return with(token.signed());
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<EpicAccountCredential> adapter(AdapterContext context) {
    return new EpicAccountAdapter(EpicFixture.accountSettings(), context);
  }

  @Override
  public String catalogueName() {
    return "epic";
  }

  @Override
  public String settingsJson() {
    return EpicFixture.accountSettingsJson();
  }

  @Override
  public EpicAccountCredential goodCredential() {
    return with(token);
  }

  @Override
  public String credentialJson() {
    return """
        {"idToken":"%s","ownershipToken":"%s"}"""
        .formatted(idToken, token);
  }

  private PlatformIdentity owning(String... items) {
    return EpicFixture.account()
        .facts(PlatformFacts.NONE.country("US").entitlements(Set.of(items)));
  }

  @Override
  public PlatformIdentity identity() {
    return owning("epic:" + ITEM);
  }

  @Override
  public List<Answer> answers() {
    return List.of(
        Answer.keySet(ACCOUNT_KEYS, EpicFixture.accounts(platforms.clock()).jwks()),
        Answer.of(SHOP_KEY_URL, EpicFixture.shopKey()).means(400, "INVALID").means(404, "INVALID"));
  }

  @Override
  public List<Refusal<EpicAccountCredential>> refusals() {
    TestKey foreign =
        TestKey.named("foreign", Algorithm.RS512).withKeyId(SHOP_KEY.keyId().orElseThrow());
    return List.of(
        Refusal.rejected(
            "about somebody else", with(token().subject("0".repeat(32))), Reason.INVALID),
        Refusal.rejected("about nobody", with(token().without("sub")), Reason.INVALID),
        Refusal.rejected(
            "expired",
            with(
                token()
                    .issuedAt(platforms.clock().instant().minusSeconds(700))
                    .expiresAt(platforms.clock().instant().minusSeconds(60))),
            Reason.EXPIRED),
        Refusal.rejected("without an end", with(token().without("exp")), Reason.INVALID),
        Refusal.rejected("by a foreign key", with(token().signedWith(foreign)), Reason.INVALID),
        Refusal.rejected(
            "by another algorithm",
            with(token().signedWith(SHOP_KEY.signingBy(Algorithm.RS256))),
            Reason.INVALID),
        Refusal.rejected("without a key id", with(token().withoutHeader("kid")), Reason.INVALID),
        Refusal.rejected(
            "with a path as key id", with(token().header("kid", "../keys")), Reason.INVALID),
        Refusal.rejected("no token", with("ownership"), Reason.INVALID),
        Refusal.rejected("the id token for an ownership token", with(idToken), Reason.INVALID),
        Refusal.rejected(
            "an ownership token for an id token",
            EpicAccountCredential.ofIdToken(Secret.of(token)),
            Reason.INVALID),
        Refusal.undecided("no list of items", with(token().without("ent")), Cause.OUTAGE),
        Refusal.undecided("the answer is another key", goodCredential(), Cause.OUTAGE)
            .answering(SHOP_KEY_URL, 200, EpicFixture.shopKey().replace("WMS7", "wms7")));
  }

  @Override
  public Map<String, Function<String, EpicAccountCredential>> parts() {
    return Map.of("ownershipToken", this::with);
  }

  @Override
  public List<String> secrets() {
    return List.of(token, idToken, ACCOUNT);
  }

  @Test
  void namesWhatIsOwnedOfOurItemsAlone() {
    answerWell();

    assertEquals(
        new Accepted(owning("epic:" + ITEM, "epic:" + OTHER_ITEM)),
        verdict(
            platforms.context(),
            with(
                token()
                    .claim(
                        "ent",
                        List.of(
                            item(ITEM, true),
                            item(OTHER_ITEM, true),
                            item("0".repeat(32), true))))));
  }

  @Test
  void namesNothingThatIsNotSaidToBeOwned() {
    answerWell();
    for (List<?> entries :
        List.of(
            List.of(),
            List.of(item(ITEM, false)),
            List.of(item(ITEM, "true")),
            List.of(Map.of("catalogItemId", ITEM)),
            List.of(ITEM))) {
      assertEquals(
          new Accepted(owning()),
          verdict(platforms.context(), with(token().claim("ent", entries))));
    }
  }

  @Test
  void asksForNoKeyBeforeThePlayerIsProved() {
    answerWell();
    EpicAccountCredential forged =
        EpicAccountCredential.ofIdToken(Secret.of(idToken + "A")).ownershipToken(Secret.of(token));

    verdict(platforms.context(), forged);
    verdict(
        platforms.context(), with(token().expiresAt(platforms.clock().instant().minusSeconds(60))));

    assertEquals(0, platforms.requests(SHOP_KEY_URL));
  }
}
