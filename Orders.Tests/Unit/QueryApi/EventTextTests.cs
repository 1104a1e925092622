using System.Text;
using Orders.QueryApi.Watching;

namespace Orders.Tests.Unit.QueryApi;

public sealed class EventTextTests
{
    [Theory]
    [InlineData("""{"a":1}""", "data: {\"a\":1}\n")]
    [InlineData("{\n  \"a\": 1\n}", "data: {\ndata:   \"a\": 1\ndata: }\n")]
    [InlineData("{\r\n\"a\":1\r\n}", "data: {\ndata: \"a\":1\ndata: }\n")]
    [InlineData("{\r\"a\":1\r\r\n\n}", "data: {\ndata: \"a\":1\ndata: \ndata: \ndata: }\n")]
    [InlineData("{}\n", "data: {}\ndata: \n")]
    [InlineData("""{"имя":"🚚"}""", "data: {\"имя\":\"🚚\"}\n")]
    public void Every_line_of_a_document_is_a_line_of_data(string document, string data) =>
        Assert.Equal($"event: order\nid: 12\n{data}\n", Encoding.UTF8.GetString(EventText.Order(12, Encoding.UTF8.GetBytes(document))));
}
