using Orders.Contracts.Decoding;
using Orders.Producer.Generation;

namespace Orders.Tests.Unit.Producer;

public sealed class FlawTests
{
    public static TheoryData<string> Names => [.. Flaws.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_flawed_message_is_rejected(string name)
    {
        var (_, spoil) = Flaws.All.Single(f => f.Name == name);
        var generator = new OrderGenerator(1, TimeProvider.System);
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            Assert.IsType<Rejected>(OrderDecoder.Decode(spoil(generator.Next(), random), DateTimeOffset.UtcNow, DecodeLimits.Default));
        }
    }

    [Fact]
    public void There_are_flaws_of_both_reasons()
    {
        var order = new OrderGenerator(1, TimeProvider.System).Next();

        var reasons = Flaws.All.Select(f => Assert.IsType<Rejected>(OrderDecoder.Decode(f.Spoil(order, new Random(1)), DateTimeOffset.UtcNow, DecodeLimits.Default)).Reason);

        Assert.Equal(["json_unmarshal_error", "validation_error"], reasons.Distinct().Order());
    }
}
