// SPDX-License-Identifier: Apache-2.0
package io.github.gameauth.benchmarks;

/** Something that is done with the n-th token; safe to share between the threads it is made for. */
interface Contender {
  Object meet(int thread, int token) throws Exception;
}
