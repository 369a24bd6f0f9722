package io.srpo.data.read;

import io.srpo.core.task.Task;

/** GSM8K: {@code question}, and an {@code answer} that ends in {@code #### 72}. */
final class Gsm8kLayout implements Layout {
    private static final String MARK = "####";

    @Override
    public boolean fits(Row row) {
        return row.isText("question")
                && row.isText("answer")
                && row.columns().path("answer").textValue().contains(MARK);
    }

    @Override
    public Task read(Row row) {
        String answer = row.text("answer");
        String gold = answer.substring(answer.lastIndexOf(MARK) + MARK.length()).strip();
        if (gold.isEmpty()) {
            throw row.fault("nothing follows \"####\" in \"answer\"");
        }
        return TaskOf.math(row, row.optional("id"), row.text("question"), withoutThousands(gold));
    }

    /** 1,080 is 1080: the set writes whole numbers with separators now and then. */
    private static String withoutThousands(String gold) {
        return gold.matches("-?\\d{1,3}(,\\d{3})+(\\.\\d+)?") ? gold.replace(",", "") : gold;
    }
}
