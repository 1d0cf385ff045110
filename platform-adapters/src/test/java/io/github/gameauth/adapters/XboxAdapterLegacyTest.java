// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.adapters;

import static io.github.gameauth.adapters.XboxTokens.HASH;
import static io.github.gameauth.adapters.XboxTokens.credential;
import static io.github.gameauth.adapters.XboxTokens.header;
import static io.github.gameauth.adapters.testing.PlatformAdapterContract.nameOf;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.gameauth.adapters.proof.AdapterContext;
import io.github.gameauth.adapters.testing.Answer;
import io.github.gameauth.adapters.testing.PlatformAdapterContract;
import io.github.gameauth.adapters.testing.Refusal;
import io.github.gameauth.adapters.testing.TestCertificate;
import io.github.gameauth.adapters.testing.TestPlatforms;
import io.github.gameauth.key.Algorithm;
import io.github.gameauth.platform.PlatformAdapter;
import io.github.gameauth.platform.PlatformIdentity;
import io.github.gameauth.platform.PlatformVerdict.Reason;
import io.github.gameauth.testing.TestKey;
import io.github.gameauth.testing.TestToken;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The older form of envelope, around tokens that Xbox signed by a certificate. */
final class XboxAdapterLegacyTest implements PlatformAdapterContract<XboxCredential> {
  private final TestPlatforms platforms = TestPlatforms.fresh();
  private final XboxTokens xbox = new XboxTokens(platforms.clock());
  private final String token = xbox.encrypted(xbox.signedByCertificate()).draft().token();

  private XboxCredential with(TestToken signed) {
    return credential(xbox.encrypted(signed).draft().token());
  }

  @Override
  public TestPlatforms platforms() {
    return platforms;
  }

  @Override
  public PlatformAdapter<XboxCredential> adapter(AdapterContext context) {
    return new XboxAdapter(xbox.settings(), context);
  }

  @Override
  public String catalogueName() {
    return "xbox";
  }

  @Override
  public String settingsJson() {
    return xbox.settingsJson();
  }

  @Override
  public XboxCredential goodCredential() {
    return credential(token);
  }

  @Override
  public String credentialJson() {
    return """
        {"authorization":"XBL3.0 x=%s;%s"}"""
        .formatted(HASH, token);
  }

  @Override
  public PlatformIdentity identity() {
    return XboxTokens.identity();
  }

  @Override
  public List<Answer> answers() {
    return List.of(Answer.keySet(XboxTokens.CERTIFICATES, XboxTokens.published(xbox.signing())));
  }

  private TestKey certificateKey(Algorithm algorithm) {
    TestCertificate certificate = xbox.signing();
    return new TestKey(
        Optional.of(XboxTokens.thumbprint(certificate)),
        algorithm,
        certificate.keys().getPrivate(),
        certificate.keys().getPublic());
  }

  @Override
  public List<Refusal<XboxCredential>> refusals() {
    TestCertificate foreign = TestCertificate.root("foreign xsts", platforms.clock().instant());
    TestKey foreignKey =
        new TestKey(
            Optional.of(XboxTokens.thumbprint(xbox.signing())),
            Algorithm.RS256,
            foreign.keys().getPrivate(),
            foreign.keys().getPublic());
    return List.of(
        Refusal.rejected(
            "for another game",
            with(xbox.signedByCertificate().audience("rp://other.example.com/")),
            Reason.WRONG_APP),
        Refusal.rejected(
            "of another title",
            with(xbox.signedByCertificate().claim("xti", Map.of("tid", "1"))),
            Reason.WRONG_APP),
        Refusal.rejected(
            "by another key than the certificate's",
            with(xbox.signedByCertificate().signedWith(foreignKey)),
            Reason.INVALID),
        Refusal.rejected(
            "by a certificate that is not published",
            with(xbox.signedByCertificate().header("kid", XboxTokens.thumbprint(foreign))),
            Reason.INVALID),
        Refusal.rejected(
            "by PSS, which certificates are not for",
            with(xbox.signedByCertificate().signedWith(certificateKey(Algorithm.PS256))),
            Reason.INVALID),
        Refusal.rejected(
            "with its certificate at another host",
            with(
                xbox.signedByCertificate()
                    .withoutHeader("jku")
                    .header("x5u", "https://xsts.auth.xboxlive.com.evil.example/x")),
            Reason.INVALID),
        Refusal.rejected("by a certificate that was withdrawn", goodCredential(), Reason.INVALID)
            .answering(XboxTokens.CERTIFICATES, 200, XboxTokens.published(foreign)));
  }

  @Override
  public Map<String, Function<String, XboxCredential>> parts() {
    return Map.of("authorization", text -> header(text), "token", text -> credential(text));
  }

  @Override
  public List<String> secrets() {
    return List.of(token, HASH, XboxTokens.PARTNER_ID, xbox.signedByCertificate().signed());
  }

  @Test
  void takesATokenThatNamesItsCertificateByItsAddressAlone() {
    answerWell();

    assertEquals(
        "ACCEPTED",
        nameOf(
            verdict(platforms.context(), with(xbox.signedByCertificate().withoutHeader("jku")))));
  }

  @Test
  void takesACertificateForAsLongAsItIsGood() {
    Instant now = platforms.clock().instant();
    TestCertificate root = TestCertificate.root("xsts root", now);
    TestCertificate ending =
        root.leaf("xsts ending", now.minusSeconds(100), now.plus(Duration.ofSeconds(1)));
    TestKey key =
        new TestKey(
            Optional.of(XboxTokens.thumbprint(ending)),
            Algorithm.RS256,
            ending.keys().getPrivate(),
            ending.keys().getPublic());
    XboxCredential credential = with(xbox.signedByCertificate().signedWith(key));
    platforms.reset();
    platforms.answer(XboxTokens.CERTIFICATES, XboxTokens.published(xbox.signing(), ending));

    assertEquals("ACCEPTED", nameOf(verdict(platforms.context(), credential)));
    platforms.clock().advance(Duration.ofSeconds(1));
    assertEquals("INVALID", nameOf(verdict(platforms.context(), credential)));
  }

  @Test
  void takesTheNextCertificateWithoutBeingTold() {
    platforms.reset();
    TestCertificate old = TestCertificate.root("xsts old", platforms.clock().instant());
    platforms.answer(XboxTokens.CERTIFICATES, XboxTokens.published(old));
    try (XboxAdapter adapter = new XboxAdapter(xbox.settings(), platforms.context())) {
      assertEquals("INVALID", nameOf(adapter.verify(goodCredential())));
      answerWell();
      platforms.clock().advance(Duration.ofSeconds(11));

      assertEquals("ACCEPTED", nameOf(adapter.verify(goodCredential())));
    }
  }
}
