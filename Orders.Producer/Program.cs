using Orders.Producer.CommandLine;

return await ProducerCommand.RunAsync(args);
