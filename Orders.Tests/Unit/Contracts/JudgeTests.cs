using Orders.Chaos.Messages.Judging;
using Orders.Chaos.Messages.Making;
using Orders.Contracts;
using Orders.Contracts.Decoding;
using Orders.Contracts.Validation;

namespace Orders.Tests.Unit.Contracts;

/// <summary>The decoder against the harness's judge, which reads the contract by itself, on messages spoilt in every way that the harness knows.</summary>
public sealed class JudgeTests
{
    [Theory]
    [InlineData(20260102)]
    [InlineData(4711)]
    public void The_decoder_and_the_judge_say_the_same_about_any_message(int seed)
    {
        var maker = new SpecimenMaker(seed, Sample.Now);
        var accepted = 0;
        for (var number = 0; number < 5_000; number++)
        {
            var specimen = maker.Make(number);
            var decoded = OrderDecoder.Decode(specimen.Value, Sample.Now, DecodeLimits.Default);
            Assert.Equal($"{number} {Words(specimen.Verdict)}", $"{number} {Words(decoded, specimen.Verdict)}");
            accepted += decoded is Accepted ? 1 : 0;
        }

        Assert.InRange(accepted, 1_000, 3_000);
    }

    private static string Words(Verdict verdict) => verdict switch
    {
        Stored stored => $"accepted {stored.OrderUid}, {stored.Document.Length} bytes",
        // What PostgreSQL refuses is for the decoder a good order.
        DeadLettered { Reason: ErrorReasons.DbSaveError } => "accepted",
        DeadLettered letter => $"{letter.Reason}: {Lines(letter.Faults)}",
        _ => throw new InvalidOperationException("There is no other verdict."),
    };

    private static string Words(DecodeResult decoded, Verdict verdict)
    {
        if (decoded is Accepted accepted)
        {
            Assert.Empty(OrderValidator.FaultsOf(accepted.Order, Sample.Now));
            Assert.True(verdict is not Stored stored || stored.Document.Span.SequenceEqual(accepted.Document.Span));
            return verdict is Stored ? $"accepted {accepted.Order.OrderUid}, {accepted.Document.Length} bytes" : "accepted";
        }

        var rejected = (Rejected)decoded;
        var faults = rejected.Faults.Select(fault => $"{fault.Path} {fault.Code}").ToHashSet();
        if (faults.Remove($"$ {FaultCodes.MoreFaults}") && verdict is DeadLettered all)
        {
            // A list that is full tells of some.
            Assert.Subset(all.Faults.ToHashSet(), faults);
            faults = [.. all.Faults];
        }

        return $"{rejected.Reason}: {Lines(faults)}";
    }

    private static string Lines(IEnumerable<string> faults) => string.Join(", ", faults.Order(StringComparer.Ordinal));
}
