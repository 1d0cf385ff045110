// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import java.time.Instant;

/** What an honest verifier must refuse before its time counts. */
public enum BadToken {
  /** Another player's payload under this one's signature. */
  TAMPERED {
    @Override
    Sample in(TokenShape shape, SampleIssuer issuer, Instant now) {
      String good = shape.signedBy(issuer, TokenFacts.good(0, now)).text();
      String other = shape.signedBy(issuer, TokenFacts.good(1, now)).text();
      return Sample.of(
          other.substring(0, other.lastIndexOf('.')) + good.substring(good.lastIndexOf('.')));
    }
  },
  /** Everything right, signed with a stranger's key. */
  FORGED {
    @Override
    Sample in(TokenShape shape, SampleIssuer issuer, Instant now) {
      return shape.signedBy(Stranger.ISSUER, TokenFacts.good(0, now));
    }
  },
  /** An hour past its end. */
  EXPIRED {
    @Override
    Sample in(TokenShape shape, SampleIssuer issuer, Instant now) {
      return shape.signedBy(issuer, TokenFacts.good(0, now).expired());
    }
  },
  /** Meant for somebody else. */
  WRONG_AUDIENCE {
    @Override
    Sample in(TokenShape shape, SampleIssuer issuer, Instant now) {
      return shape.signedBy(issuer, TokenFacts.good(0, now).audience("other-game"));
    }
  },
  /** Signed with the right key, but naming another issuer. */
  WRONG_ISSUER {
    @Override
    Sample in(TokenShape shape, SampleIssuer issuer, Instant now) {
      return shape.signedBy(issuer, TokenFacts.good(0, now).issuer("https://id.elsewhere.example"));
    }
  };

  private static final class Stranger {
    static final SampleIssuer ISSUER = SampleIssuer.create();
  }

  abstract Sample in(TokenShape shape, SampleIssuer issuer, Instant now);

  /** Such a token in the shape of the good ones. */
  public Sample in(TokenShape shape, SampleIssuer issuer) {
    return in(shape, issuer, Instant.now());
  }
}
