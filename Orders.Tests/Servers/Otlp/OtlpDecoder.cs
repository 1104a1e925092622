using static Orders.Tests.Servers.Otlp.ProtobufReader;

namespace Orders.Tests.Servers.Otlp;

/// <summary>Reads export requests; the field numbers are those of OpenTelemetry's protocol definition, version 1.</summary>
internal static class OtlpDecoder
{
    public static IEnumerable<ReceivedSpan> Spans(ReadOnlyMemory<byte> request) =>
        from item in Items(request)
        select Span(item.Resource, item.Scope, item.Record);

    public static IEnumerable<ReceivedLog> Logs(ReadOnlyMemory<byte> request) =>
        from item in Items(request)
        let fields = Fields(item.Record).ToList()
        select new ReceivedLog(
            item.Resource,
            item.Scope,
            Text(fields, 3),
            fields.Where(field => field.Number == 5).Select(field => Value(field.Bytes) as string).FirstOrDefault(),
            Hex(fields, 9),
            Hex(fields, 10),
            AttributesOf(fields, 6));

    // Both kinds of request have the same shape: resource, then scope, then record.
    private static IEnumerable<(Attributes Resource, string Scope, ReadOnlyMemory<byte> Record)> Items(ReadOnlyMemory<byte> request) =>
        from batch in Fields(request)
        where batch.Number == 1
        let parts = Fields(batch.Bytes).ToList()
        let resource = AttributesOf([.. parts.Where(part => part.Number == 1).SelectMany(part => Fields(part.Bytes))], 1)
        from scoped in parts
        where scoped.Number == 2
        let inner = Fields(scoped.Bytes).ToList()
        let scope = inner.Where(field => field.Number == 1).SelectMany(field => Fields(field.Bytes)).Where(field => field.Number == 1).Select(field => field.Text).FirstOrDefault("")
        from record in inner
        where record.Number == 2
        select (resource, scope, record.Bytes);

    private static ReceivedSpan Span(Attributes resource, string scope, ReadOnlyMemory<byte> record)
    {
        var fields = Fields(record).ToList();
        var status = fields.Where(field => field.Number == 15).SelectMany(field => Fields(field.Bytes)).ToList();
        return new ReceivedSpan
        {
            Resource = resource,
            Scope = scope,
            TraceId = Hex(fields, 1),
            SpanId = Hex(fields, 2),
            TraceState = Text(fields, 3),
            ParentSpanId = Hex(fields, 4),
            Name = Text(fields, 5),
            Kind = (SpanKind)Number(fields, 6),
            Start = Number(fields, 7),
            End = Number(fields, 8),
            Attributes = AttributesOf(fields, 9),
            Events = [.. fields.Where(field => field.Number == 11).Select(field => Event([.. Fields(field.Bytes)]))],
            Links = [.. fields.Where(field => field.Number == 13).Select(field => Link([.. Fields(field.Bytes)]))],
            DroppedLinks = Number(fields, 14),
            StatusMessage = Text(status, 2),
            Status = (SpanStatus)Number(status, 3),
        };
    }

    private static ReceivedEvent Event(List<ProtobufField> fields) => new(Text(fields, 2), AttributesOf(fields, 3));

    private static ReceivedLink Link(List<ProtobufField> fields) => new(Hex(fields, 1), Hex(fields, 2));

    private static Attributes AttributesOf(List<ProtobufField> fields, int number) => new(fields
        .Where(field => field.Number == number)
        .Select(field => Fields(field.Bytes).ToList())
        .Select(pair => KeyValuePair.Create(Text(pair, 1), pair.Where(field => field.Number == 2).Select(field => Value(field.Bytes)).FirstOrDefault())));

    private static object? Value(ReadOnlyMemory<byte> value) => Fields(value).FirstOrDefault() switch
    {
        { Number: 1 } text => text.Text,
        { Number: 2 } truth => truth.Value != 0,
        { Number: 3 } number => (long)number.Value,
        { Number: 4 } number => BitConverter.UInt64BitsToDouble(number.Value),
        { Number: 5 } array => Fields(array.Bytes).Select(item => Value(item.Bytes)).ToArray(),
        _ => null,
    };

    private static string Text(List<ProtobufField> fields, int number) => fields.LastOrDefault(field => field.Number == number).Text;

    private static string Hex(List<ProtobufField> fields, int number) => fields.LastOrDefault(field => field.Number == number).Hex;

    private static ulong Number(List<ProtobufField> fields, int number) => fields.LastOrDefault(field => field.Number == number).Value;
}
