// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks.sample;

import java.time.Instant;
import java.util.UUID;
import java.util.stream.IntStream;

/** The tokens that games see: which claims they have, and so how long they are. */
public enum TokenShape {
  /** Fifteen claims, 1,129 characters: an access token with a player's facts in it. */
  ACCESS {
    @Override
    String header() {
      return """
          {"alg":"RS256","typ":"JWT","kid":"%s"}"""
          .formatted(SampleIssuer.KEY_ID);
    }

    @Override
    String payload(TokenFacts facts) {
      long now = facts.issuedAt().getEpochSecond();
      return """
          {"iss":"%s","sub":"%s","aud":"%s","exp":%d,"iat":%d,"nbf":%d,"jti":"%s","auth_time":%d,\
          "sid":"%s","client_id":"pc-eu-2","scope":"play chat trade","name":"Nadja of the North",\
          "country":"SE","roles":["player","guild-leader"],\
          "%s/claims/player":{"platform":"steam","id":"76561198000%06d","sep":3,"level":41,\
          "guild":"Wolves of the Fjord","region":"eu-north-1","device":"8c1f6a52d0b94e","beta":true}}"""
          .formatted(
              facts.issuer(),
              facts.subject(),
              facts.audience(),
              facts.expiresAt().getEpochSecond(),
              now,
              now,
              id("jti", facts).replace("-", ""),
              now - 60,
              id("sid", facts),
              SampleIssuer.NAME,
              facts.number());
    }
  },

  /** Five claims, 515 characters: little more than who, for whom and until when. */
  SESSION {
    @Override
    String header() {
      return """
          {"alg":"RS256","kid":"%s"}"""
          .formatted(SampleIssuer.KEY_ID);
    }

    @Override
    String payload(TokenFacts facts) {
      return """
          {"iss":"%s","sub":"%s","aud":"%s","exp":%d,"iat":%d}"""
          .formatted(
              facts.issuer(),
              facts.subject(),
              facts.audience(),
              facts.expiresAt().getEpochSecond(),
              facts.issuedAt().getEpochSecond());
    }
  };

  abstract String header();

  abstract String payload(TokenFacts facts);

  private static String id(String kind, TokenFacts facts) {
    return UUID.nameUUIDFromBytes((kind + facts.number()).getBytes()).toString();
  }

  /** A token of this shape that says {@code facts}. */
  public Sample signedBy(SampleIssuer issuer, TokenFacts facts) {
    return issuer.signed(header(), payload(facts));
  }

  /** Good tokens, all different, each of another player and good for an hour. */
  public Sample[] signedBy(SampleIssuer issuer, int count) {
    Instant now = Instant.now();
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(number -> signedBy(issuer, TokenFacts.good(number, now)))
        .toArray(Sample[]::new);
  }
}
