// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.cognito.testing;

/** Everything a user pool can be asked. */
final class PoolOperations {
  private PoolOperations() {}

  static Operations of(PoolState pool, TokenDesk desk) {
    Operations all = new Operations(pool);
    Sessions sessions = new Sessions(pool);
    SecretBlocks blocks = new SecretBlocks(pool);
    SrpStart srp = new SrpStart(pool, sessions, blocks);
    Proofs proofs = new Proofs(pool, sessions, blocks);
    NextStep next = new NextStep(pool, sessions, desk);
    Choice choice = new Choice(pool, srp, next);
    new SignUpOperations(pool, sessions).addTo(all);
    new SignInOperations(pool, sessions, srp, next, choice, desk).addTo(all);
    new ChallengeOperations(
            pool,
            sessions,
            srp,
            proofs,
            next,
            choice,
            new FactorAnswers(pool, next),
            new FirstPassword(pool, next))
        .addTo(all);
    Owner owner = new Owner(desk);
    new TokenOperations(pool, desk).addTo(all, owner);
    new PasswordOperations(pool).addTo(all, owner);
    new ProfileOperations(pool, desk).addTo(all, owner);
    new FactorOperations().addTo(all, owner);
    new TotpOperations(pool, sessions, desk).addTo(all);
    new DeviceOperations(pool).addTo(all, owner);
    new AdminOperations(pool, desk).addTo(all);
    return all;
  }
}
