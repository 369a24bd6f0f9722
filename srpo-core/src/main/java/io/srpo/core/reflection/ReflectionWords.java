package io.srpo.core.reflection;

import io.srpo.core.SrpoException;
import java.util.List;

/**
 * The words that are taken as signs of reflection, in the three kinds that SRPO's authors looked at (arXiv 2504.14286); the lists are ours, and
 * configuration.
 *
 * @param recheck the work is gone through again
 * @param hesitation doubt, a turn
 * @param exploration another way is tried
 */
public record ReflectionWords(List<String> recheck, List<String> hesitation, List<String> exploration) {
    public static final ReflectionWords DEFAULT = new ReflectionWords(
            List.of(
                    "let me check",
                    "let me verify",
                    "double-check",
                    "double check",
                    "recheck",
                    "re-check",
                    "re-examine",
                    "check again",
                    "verify",
                    "go over",
                    "检查",
                    "验证",
                    "確認",
                    "验算"),
            List.of(
                    "wait",
                    "hmm",
                    "however",
                    "but actually",
                    "not sure",
                    "maybe i",
                    "i made a mistake",
                    "that's not right",
                    "that is not right",
                    "hold on",
                    "等等",
                    "不对",
                    "但是"),
            List.of(
                    "alternatively",
                    "another way",
                    "another approach",
                    "another method",
                    "a different way",
                    "a different approach",
                    "try a different",
                    "what if",
                    "instead, let",
                    "let's try",
                    "let me try",
                    "另一种",
                    "换一种",
                    "試し"));

    /** @throws SrpoException (input) when a word is empty */
    public ReflectionWords {
        recheck = List.copyOf(recheck);
        hesitation = List.copyOf(hesitation);
        exploration = List.copyOf(exploration);
        for (List<String> words : List.of(recheck, hesitation, exploration)) {
            if (words.stream().anyMatch(String::isBlank)) {
                throw SrpoException.input("reflection: a word of a list is empty; take it out");
            }
        }
    }
}
