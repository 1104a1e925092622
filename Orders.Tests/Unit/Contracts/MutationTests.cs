using System.Text;
using Orders.Contracts.Decoding;
using Orders.Contracts.Validation;

namespace Orders.Tests.Unit.Contracts;

public sealed class MutationTests
{
    private static readonly string[] Pieces =
    [
        "null", "true", "[]", "{}", "\"\"", "\" \"", "-1", "0", "1.0", "1e3", "99999999999999999999", "9223372036854775807", "\"\\u0000\"", "\"\\ud800\"",
        "\"\\udc00\":1,", ",", "{", "}", "[", "]", "\"", ":", "\\", "\"a\":1,\"a\":1,", "\"\\u0065ntry\":1,", "\uFEFF", "\u0001", "\u2028", "😀", "items", "\n"
    ];

    [Fact]
    public void Whatever_the_bytes_are_there_is_a_result_and_it_says_why()
    {
        var random = new Random(20260102);
        var sample = Encoding.UTF8.GetBytes(Sample.Json);
        for (var i = 0; i < 30_000; i++)
        {
            var message = Mutate(sample, random);
            switch (Sample.Decode(message))
            {
                case Accepted accepted:
                    Assert.Equal(message.AsSpan().Trim(" \r\n\t"u8).ToArray(), accepted.Document.ToArray());
                    Assert.Empty(OrderValidator.FaultsOf(accepted.Order, Sample.Now));
                    break;
                case Rejected rejected:
                    Assert.NotEmpty(rejected.Faults);
                    Assert.DoesNotContain(rejected.Faults, f => f is { Path: "$", Message: "must be an order" });
                    break;
            }
        }
    }

    [Fact]
    public void The_fast_answer_is_the_validators_answer()
    {
        var random = new Random(4711);
        var good = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var order = Sample.Accept(Sample.Json).Order;
            for (var changes = random.Next(3); changes > 0; changes--)
            {
                order = OrderMutations.Change(order, random);
            }

            var fast = OrderRules.AllHold(order, Sample.Now, out _);
            Assert.Equal(!OrderValidator.FaultsOf(order, Sample.Now).Any(), fast);
            good += fast ? 1 : 0;
        }

        Assert.InRange(good, 4_000, 16_000);
    }

    private static byte[] Mutate(byte[] sample, Random random)
    {
        var message = sample.ToList();
        for (var changes = random.Next(1, 4); changes > 0; changes--)
        {
            var at = random.Next(message.Count);
            var length = Math.Min(random.Next(1, 12), message.Count - at);
            switch (random.Next(6))
            {
                case 0:
                    message[at] = (byte)random.Next(256);
                    break;
                case 1:
                    message.RemoveRange(at, length);
                    break;
                case 2:
                    message.InsertRange(at, message.GetRange(at, length));
                    break;
                case 3:
                    ReplaceValue(message, at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 4:
                    message.InsertRange(at, Encoding.UTF8.GetBytes(Pieces[random.Next(Pieces.Length)]));
                    break;
                default:
                    message.RemoveRange(at, random.Next(20) == 0 ? message.Count - at : 1);
                    break;
            }

            if (message.Count == 0)
            {
                break;
            }
        }

        return [.. message];
    }

    // The value of the first member after this place, so that most of these messages stay well-formed JSON.
    private static void ReplaceValue(List<byte> message, int at, string value)
    {
        var start = message.FindIndex(at, b => b == (byte)':') + 1;
        var end = start > 0 ? message.FindIndex(start, b => b is (byte)',' or (byte)'\n') : -1;
        if (end > start)
        {
            message.RemoveRange(start, end - start);
            message.InsertRange(start, Encoding.UTF8.GetBytes(value));
        }
    }
}
