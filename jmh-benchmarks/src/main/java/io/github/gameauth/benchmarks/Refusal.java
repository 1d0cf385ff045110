// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

import io.github.gameauth.benchmarks.sample.BadToken;
import io.github.gameauth.benchmarks.sample.Sample;
import io.github.gameauth.benchmarks.sample.SampleIssuer;
import io.github.gameauth.benchmarks.sample.TokenShape;
import io.github.gameauth.token.Rejection.Reason;

/** Tokens that strangers send, each with the reason for which it must be refused. */
public enum Refusal {
  /** Right but for its very last character: base64url is read to the end before that shows. */
  MALFORMED_SIGNATURE(Reason.MALFORMED) {
    @Override
    Sample in(SampleIssuer issuer) {
      String good = good(issuer);
      return Sample.of(good.substring(0, good.length() - 1) + "*");
    }
  },
  /** A payload that goes wrong at its last brace. */
  MALFORMED_PAYLOAD(Reason.MALFORMED) {
    @Override
    Sample in(SampleIssuer issuer) {
      return issuer.with(TokenShape.ACCESS, payload -> payload.substring(0, payload.length() - 1));
    }
  },
  /** One character more than is looked at. */
  OVERSIZED(Reason.LIMIT) {
    @Override
    Sample in(SampleIssuer issuer) {
      return Sample.of(good(issuer) + "A".repeat(8193 - good(issuer).length()));
    }
  },
  /** {@code alg} says {@code none}, and there is no signature. */
  ALG_NONE(Reason.ALGORITHM) {
    @Override
    Sample in(SampleIssuer issuer) {
      String signed = issuer.signed("{\"alg\":\"none\"}", "{}").text();
      String payload = good(issuer).split("\\.", -1)[1];
      return Sample.of(signed.substring(0, signed.indexOf('.')) + "." + payload + ".");
    }
  },
  /** From an issuer that nobody trusts. */
  WRONG_ISSUER(Reason.CLAIM) {
    @Override
    Sample in(SampleIssuer issuer) {
      return BadToken.WRONG_ISSUER.in(TokenShape.ACCESS, issuer);
    }
  },
  /** Meant for another game. */
  WRONG_AUDIENCE(Reason.CLAIM) {
    @Override
    Sample in(SampleIssuer issuer) {
      return BadToken.WRONG_AUDIENCE.in(TokenShape.ACCESS, issuer);
    }
  },
  /** An hour past its end. */
  EXPIRED(Reason.EXPIRED) {
    @Override
    Sample in(SampleIssuer issuer) {
      return BadToken.EXPIRED.in(TokenShape.ACCESS, issuer);
    }
  },
  /** Naming a key that the issuer does not have, after it was asked for that already. */
  UNKNOWN_KEY(Reason.KEY_UNKNOWN) {
    @Override
    Sample in(SampleIssuer issuer) {
      return issuer.withHeader(TokenShape.ACCESS, "{\"alg\":\"RS256\",\"kid\":\"k2\"}");
    }
  },
  /**
   * Another player's payload under this one's signature: the one kind that costs a signature check.
   * A stranger's signature will not do, for half of them are larger than the modulus and turned
   * away unchecked.
   */
  BAD_SIGNATURE(Reason.SIGNATURE) {
    @Override
    Sample in(SampleIssuer issuer) {
      return BadToken.TAMPERED.in(TokenShape.ACCESS, issuer);
    }
  };

  final Reason reason;

  Refusal(Reason reason) {
    this.reason = reason;
  }

  abstract Sample in(SampleIssuer issuer);

  private static String good(SampleIssuer issuer) {
    return TokenShape.ACCESS.signedBy(issuer, 1)[0].text();
  }
}
